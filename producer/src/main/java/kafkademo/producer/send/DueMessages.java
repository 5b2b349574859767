package kafkademo.producer.send;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import kafkademo.common.Topic;
import kafkademo.producer.message.MessageSource.Message;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes the messages that are due. When they are many, those for one partition are handed out next to each other: the Kafka
 * client then fills one record batch after the other rather than a dozen in turn, and what it keeps of a record until it is
 * acknowledged lies beside what it keeps of the next in the batch. At full speed that spares its network thread up to a third
 * of its time, and the garbage collector half.
 *
 * <p>A key's messages keep the source's order, and so do a partition's, if the client partitions by key, as it does by itself.
 * Across partitions Kafka keeps no order anyway. Not thread-safe.
 */
public final class DueMessages {
    /** Some ten to sixty messages for each of the stack's twelve partitions, and still a fraction of a millisecond's work. */
    static final int MOST = 256;

    /** With fewer, which is at rates of up to some 30,000 a second, there is nothing to gain, and the order stays as it is. */
    static final int MANY = 32;

    private static final int TOPICS = Topic.values().length;

    private final Runnable beforeMaking;
    private final Supplier<Message> source;
    private final ToIntFunction<Topic> partitionCount;

    /** By topic; 0 of those that have not been asked for since messages were last handed out. */
    private final int[] counts = new int[TOPICS];

    /** The first partition of each topic, then the second of each, and so on: one has its place whatever the others have. */
    private final List<List<Message>> byPartition = new ArrayList<>();

    /**
     * @param beforeMaking called each time before messages are made together
     * @param partitionCount how many partitions a topic has, or 0 if that can't be found out now; a wrong count costs speed, and
     *     the order between different keys
     */
    public DueMessages(Runnable beforeMaking, Supplier<Message> source, ToIntFunction<Topic> partitionCount) {
        this.beforeMaking = beforeMaking;
        this.source = source;
        this.partitionCount = partitionCount;
    }

    /**
     * The next messages to send.
     *
     * @param count 1 to {@link #MOST}
     */
    public List<Message> take(int count) {
        beforeMaking.run();
        List<Message> taken = new ArrayList<>(count);
        if (count < MANY) {
            for (int i = 0; i < count; i++) {
                taken.add(source.get());
            }
            return taken;
        }
        for (int i = 0; i < count; i++) {
            Message message = source.get();
            groupOf(message).add(message);
        }
        Arrays.fill(counts, 0);
        for (List<Message> group : byPartition) {
            taken.addAll(group);
            group.clear();
        }
        return taken;
    }

    private List<Message> groupOf(Message message) {
        Topic topic = message.type().topic();
        int index = partition(message, countOf(topic)) * TOPICS + topic.ordinal();
        while (byPartition.size() <= index) {
            byPartition.add(new ArrayList<>());
        }
        return byPartition.get(index);
    }

    /** As the Kafka client chooses it by the key, if it isn't told to choose otherwise. */
    private static int partition(Message message, int count) {
        return count == 1 ? 0 : Utils.toPositive(Utils.murmur2(message.record().key())) % count;
    }

    private int countOf(Topic topic) {
        if (counts[topic.ordinal()] == 0) {
            counts[topic.ordinal()] = partitionCount.applyAsInt(topic);
        }
        if (counts[topic.ordinal()] == 0) {
            // To find that out may have taken a while, and would with the other topics: once is enough.
            Arrays.setAll(counts, i -> Math.max(1, counts[i]));
        }
        return counts[topic.ordinal()];
    }
}
