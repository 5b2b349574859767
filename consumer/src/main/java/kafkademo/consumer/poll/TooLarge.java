package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import kafkademo.common.log.Log;
import kafkademo.consumer.fetch.BatchReader;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that do not fit into memory once they are decompressed, and how to pass over them. Not thread-safe.
 */
public final class TooLarge {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MAX_POLLS = 10;

    private final Supplier<Consumer<byte[], byte[]>> connection;
    private final Log log;
    private final Map<TopicPartition, Long> ends = new HashMap<>();

    /** @param connection makes a client that returns single records and is no member of the group */
    public TooLarge(Supplier<Consumer<byte[], byte[]>> connection, Log log) {
        this.connection = connection;
        this.log = log;
    }

    /**
     * Finds the partitions whose next record is too large. No other client may hold memory meanwhile.
     *
     * @param positions the offset of the next record of each partition
     * @return whether there is one
     */
    public boolean find(Map<TopicPartition, Long> positions) {
        boolean found = false;
        try (Consumer<byte[], byte[]> consumer = connection.get()) {
            BatchReader batches = new BatchReader(() -> consumer, MAX_POLLS);
            Map<TopicPartition, Long> logEnds = consumer.endOffsets(positions.keySet(), PATIENCE);
            for (Map.Entry<TopicPartition, Long> entry : positions.entrySet()) {
                TopicPartition partition = entry.getKey();
                long from = entry.getValue();
                long logEnd = logEnds.get(partition);
                if (from < logEnd && batches.isTooLarge(partition, from)) {
                    long end = batches.endOfTooLarge(partition, from, logEnd);
                    ends.put(partition, end);
                    found = true;
                    log.error(
                            "passing over records that do not fit into memory",
                            line -> line.add("topic", partition.topic())
                                    .add("partition", partition.partition())
                                    .add("offset", from)
                                    .add("last_offset", end - 1)
                                    .add("heap_bytes", Runtime.getRuntime().maxMemory()));
                }
            }
        }
        return found;
    }

    /** Moves newly assigned partitions past the records that were found, unless the group has got past them already. */
    void passOver(Collection<TopicPartition> assigned, Consumer<?, ?> consumer, Assignment assignment) {
        ends.forEach((partition, end) -> {
            if (assigned.contains(partition)) {
                OffsetAndMetadata committed =
                        consumer.committed(Set.of(partition), PATIENCE).get(partition);
                if (committed == null || committed.offset() < end) {
                    consumer.seek(partition, end);
                    assignment.get(partition).moveTo(end, Optional.empty());
                }
            }
        });
        ends.keySet().removeAll(assigned); // a recreated topic has other records there
    }
}
