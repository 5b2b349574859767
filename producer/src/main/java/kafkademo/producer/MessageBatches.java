package kafkademo.producer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import kafkademo.common.Topic;
import kafkademo.producer.MessageSource.Message;
import org.apache.kafka.common.utils.Utils;

/**
 * Makes the messages that are due, and hands out those for one partition next to each other: the Kafka client then fills its
 * batches one after the other rather than a dozen in turn, and what it keeps of a batch's records until they are acknowledged
 * lies side by side in memory. At full speed that spares its network thread half of its work.
 *
 * <p>In each partition the order is the source's. Across partitions it isn't, among messages that are due at the same time;
 * Kafka keeps no order there either. Not thread-safe.
 */
final class MessageBatches {
    /** Enough for some dozen messages a partition, and still a fraction of a millisecond's work. */
    static final int MOST = 256;

    private static final int TOPICS = Topic.values().length;

    private final Runnable beforeBatch;
    private final Supplier<Message> source;
    private final ToIntFunction<Topic> partitions;

    /** The partitions of each topic, as far as a batch has asked for them; else 0. */
    private final int[] known = new int[TOPICS];

    /** The first partition of each topic, then the second of each, and so on: one has its place whatever the others have. */
    private final List<List<Message>> byPartition = new ArrayList<>();

    /**
     * Of one source.
     *
     * @param beforeBatch called each time before messages are made together
     * @param partitions how many a topic has, at least 1; another number than the broker's costs speed and nothing else
     */
    MessageBatches(Runnable beforeBatch, Supplier<Message> source, ToIntFunction<Topic> partitions) {
        this.beforeBatch = beforeBatch;
        this.source = source;
        this.partitions = partitions;
    }

    /**
     * The next messages to send.
     *
     * @param due how many, 1 to {@link #MOST}
     */
    List<Message> next(int due) {
        beforeBatch.run();
        if (due == 1) {
            return List.of(source.get());
        }
        for (int i = 0; i < due; i++) {
            Message message = source.get();
            samePartition(message).add(message);
        }
        Arrays.fill(known, 0);
        List<Message> batch = new ArrayList<>(due);
        for (List<Message> messages : byPartition) {
            batch.addAll(messages);
            messages.clear();
        }
        return batch;
    }

    private List<Message> samePartition(Message message) {
        Topic topic = message.type().topic();
        int index = partition(message, topic) * TOPICS + topic.ordinal();
        while (byPartition.size() <= index) {
            byPartition.add(new ArrayList<>());
        }
        return byPartition.get(index);
    }

    /** As the Kafka client chooses it by the key, if it isn't told to choose otherwise. */
    private int partition(Message message, Topic topic) {
        int count = known[topic.ordinal()];
        if (count == 0) {
            count = partitions.applyAsInt(topic);
            known[topic.ordinal()] = count;
        }
        return count == 1 ? 0 : Utils.toPositive(Utils.murmur2(message.record().key())) % count;
    }
}
