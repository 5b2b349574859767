package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import kafkademo.common.Topic;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.shop.EventType;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DueMessagesTest {
    private static final int MOST = DueMessages.MOST;
    private static final int MANY = DueMessages.MANY;
    private static final EventType[] TYPES = EventType.values();

    private final Random random = new Random(1);
    private final List<Message> made = new ArrayList<>();
    private final List<Integer> begins = new ArrayList<>();
    private final List<Topic> asked = new ArrayList<>();
    private final Map<Topic, Integer> partitions = new EnumMap<>(
            Map.of(Topic.ORDERS, 3, Topic.PAYMENTS, 1, Topic.INVENTORY_UPDATES, 2, Topic.USER_ACTIVITY, 8));
    private final DueMessages due = new DueMessages(() -> begins.add(made.size()), this::make, this::ask);

    private Message make() {
        made.add(Messages.message(TYPES[random.nextInt(TYPES.length)], "key " + random.nextInt(1_000)));
        return made.get(made.size() - 1);
    }

    private int ask(Topic topic) {
        asked.add(topic);
        return partitions.get(topic);
    }

    /** Where the Kafka client puts it. */
    private TopicPartition partition(Message message) {
        String topic = message.record().topic();
        int count = partitions.get(Topic.named(topic));
        return new TopicPartition(
                topic, BuiltInPartitioner.partitionForKey(message.record().key(), count));
    }

    private Map<TopicPartition, List<Message>> byPartition(List<Message> messages) {
        Map<TopicPartition, List<Message>> found = new HashMap<>();
        messages.forEach(message -> found.computeIfAbsent(partition(message), key -> new ArrayList<>())
                .add(message));
        return found;
    }

    @Test
    void messagesForOnePartitionComeNextToEachOther() {
        List<TopicPartition> inTurn =
                due.take(MOST).stream().map(this::partition).toList();

        long changes = Stream.iterate(1, i -> i + 1)
                .limit(MOST - 1)
                .filter(i -> !inTurn.get(i).equals(inTurn.get(i - 1)))
                .count();
        assertThat(inTurn).contains(new TopicPartition("payments", 0), new TopicPartition("user_activity", 7));
        assertThat(changes + 1).isEqualTo(inTurn.stream().distinct().count());
    }

    @Test
    void whateverIsDueEachTimeNothingIsLostAndEachPartitionGetsTheSourcesOrder() {
        List<Message> all = new ArrayList<>();
        for (int turn = 0; turn < 500; turn++) {
            int count = 1 + random.nextInt(MOST);
            List<Message> taken = due.take(count);
            assertThat(taken).hasSize(count);
            all.addAll(taken);
        }

        assertThat(all).hasSameSizeAs(made);
        assertThat(byPartition(all)).isEqualTo(byPartition(made));
    }

    @Test
    void aKeysMessagesKeepTheirOrderWhateverTheCount() {
        DueMessages withAnyCount = new DueMessages(() -> {}, this::make, topic -> random.nextInt(9));
        List<Message> all = new ArrayList<>();
        for (int turn = 0; turn < 100; turn++) {
            all.addAll(withAnyCount.take(MOST));
        }

        assertThat(all).hasSameSizeAs(made);
        assertThat(byKey(all)).isEqualTo(byKey(made));
    }

    private static Map<String, List<Message>> byKey(List<Message> messages) {
        Map<String, List<Message>> found = new HashMap<>();
        messages.forEach(message -> found.computeIfAbsent(
                        message.record().topic() + " " + message.key(), key -> new ArrayList<>())
                .add(message));
        return found;
    }

    @Test
    void aFewComeInTheSourcesOrderAndNothingIsAsked() {
        assertThat(due.take(1)).isEqualTo(made).hasSize(1);
        made.clear();
        assertThat(due.take(MANY - 1)).isEqualTo(made).hasSize(MANY - 1);
        assertThat(asked).isEmpty();
    }

    @Test
    void isToldOnceBeforeMessagesAreMadeTogether() {
        due.take(3);
        due.take(1);
        due.take(MOST);
        due.take(MANY);

        assertThat(begins).containsExactly(0, 3, 4, 4 + MOST);
    }

    @Test
    void aTopicsPartitionsAreCountedOnceEachTime() {
        due.take(MOST);
        due.take(MOST);

        assertThat(asked).hasSize(2 * Topic.values().length);
        assertThat(asked.subList(0, Topic.values().length)).containsExactlyInAnyOrder(Topic.values());
        assertThat(asked.subList(Topic.values().length, asked.size())).containsExactlyInAnyOrder(Topic.values());
    }

    /** To find out takes half a second where nobody answers. */
    @Test
    void whenOneCannotBeCountedNoOtherIsTried() {
        partitions.replaceAll((topic, count) -> 0);

        List<Message> taken = due.take(MOST);
        assertThat(asked).hasSize(1);
        assertThat(taken).containsExactlyInAnyOrderElementsOf(made);
        due.take(MOST);
        assertThat(asked).hasSize(2);
    }
}
