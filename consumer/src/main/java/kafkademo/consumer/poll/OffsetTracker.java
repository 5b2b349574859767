package kafkademo.consumer.poll;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Up to where each partition has been handled, and what of that is not committed yet. Not thread-safe. */
final class OffsetTracker {
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();

    /** Of each owned partition the offset taken last: one taken earlier must not be committed after it. */
    private final Map<TopicPartition, OffsetAndMetadata> lastTaken = new HashMap<>();

    private ConsumerRecord<?, ?> latest;

    /** Notes that {@code record} and all before it in its partition are handled. */
    void handled(ConsumerRecord<?, ?> record) {
        // Records come partition by partition: a map entry per run of them is enough.
        if (latest != null
                && (latest.partition() != record.partition() || !latest.topic().equals(record.topic()))) {
            noteLatest();
        }
        latest = record;
    }

    private void noteLatest() {
        if (latest != null) {
            uncommitted.put(
                    new TopicPartition(latest.topic(), latest.partition()),
                    new OffsetAndMetadata(latest.offset() + 1, latest.leaderEpoch(), ""));
            latest = null;
        }
    }

    /** Takes all offsets to commit: they are this tracker's no more. */
    Map<TopicPartition, OffsetAndMetadata> take() {
        noteLatest();
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>(uncommitted);
        uncommitted.clear();
        lastTaken.putAll(taken);
        return taken;
    }

    /** Takes the offsets of {@code partitions}, which are this consumer's no more; those of the others stay. */
    Map<TopicPartition, OffsetAndMetadata> take(Collection<TopicPartition> partitions) {
        noteLatest();
        Map<TopicPartition, OffsetAndMetadata> taken = new HashMap<>(uncommitted);
        taken.keySet().retainAll(partitions);
        uncommitted.keySet().removeAll(partitions);
        lastTaken.keySet().removeAll(partitions);
        return taken;
    }

    /**
     * Puts back offsets whose commit has failed. Those of partitions that have got further since, or for which a later commit is
     * under way, are out of date; those of partitions that are no longer {@code owned} would set another consumer back.
     */
    void putBack(Map<TopicPartition, OffsetAndMetadata> notCommitted, Collection<TopicPartition> owned) {
        noteLatest();
        notCommitted.forEach((partition, offset) -> {
            if (owned.contains(partition) && offset.equals(lastTaken.get(partition))) {
                uncommitted.putIfAbsent(partition, offset);
            }
        });
    }
}
