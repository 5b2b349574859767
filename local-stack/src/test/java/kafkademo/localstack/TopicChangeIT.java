package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A topic is deleted and recreated while the services run. */
@ExtendWith(BrokerExtension.class)
class TopicChangeIT {
    private static final List<String> CHANGED = List.of("user_activity");
    private static final List<String> OTHERS = List.of("orders", "payments", "inventory_updates");

    private final TestBroker broker;

    TopicChangeIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void bothServicesContinueWithTheNewTopicAndTheOtherTopicsAreUntouched() {
        Map<String, String> load = Map.of("MESSAGES_PER_SECOND", "100", "ERROR_RATE", "0");
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "topic-change"));
                ServiceRun producer = ServiceRun.producer(broker, load)) {
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSizeGreaterThan(200));
            broker.delete(CHANGED);
            broker.create(CHANGED);
            int before = producer.sent().size();
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(before + 300));
            producer.stop();

            List<String> expected = new ArrayList<>(eventIds(broker.read(OTHERS)));
            // Kafka knows a topic by its name. A consumer whose offset lies beyond the end of the new topic starts
            // again at the beginning. Otherwise it continues at its offset. Either way it reaches the end.
            List<ConsumerRecord<byte[], byte[]>> ends = lastOfEachPartition(broker.read(CHANGED));
            assertThat(ends).isNotEmpty();
            expected.addAll(eventIds(ends));
            consumer.awaitThat(() -> assertThat(consumer.handled())
                    .extracting(line -> line.value("event_id"))
                    .containsAll(expected));
            consumer.stop();
            assertThat(consumer.lines("offset out of range"))
                    .allSatisfy(line -> assertThat(line.value("topic")).isIn(CHANGED));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> lastOfEachPartition(
            List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, ConsumerRecord<byte[], byte[]>> last = new HashMap<>();
        records.forEach(record -> last.put(Position.of(record).topicPartition(), record));
        return List.copyOf(last.values());
    }

    private static List<String> eventIds(Collection<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream()
                .map(record -> record.headers().lastHeader("event_id").value())
                .map(id -> new String(id, StandardCharsets.UTF_8))
                .toList();
    }
}
