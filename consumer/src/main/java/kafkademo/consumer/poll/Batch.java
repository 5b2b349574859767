package kafkademo.consumer.poll;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that have been polled and are still to be handled, partition by partition. As they are handled, the positions of their
 * partitions move on. Not thread-safe.
 */
final class Batch {
    /**
     * The records of one partition.
     *
     * @param records an agent's span for a record begins when this iterator returns it, and ends with the next one
     * @param next the offset to read from after these records, which is past the markers of a transaction that follow them
     */
    private record Run(
            TopicPartition partition,
            AssignedPartition state,
            Iterator<ConsumerRecord<byte[], byte[]>> records,
            Optional<OffsetAndMetadata> next) {}

    private final Assignment assignment;
    private final Deque<Run> runs = new ArrayDeque<>();
    private ConsumerRecord<byte[], byte[]> first;

    Batch(Assignment assignment) {
        this.assignment = assignment;
    }

    /** Adds the result of a poll. A partition of which there are still records must be paused while polling. */
    void add(ConsumerRecords<byte[], byte[]> polled) {
        polled.nextOffsets().forEach((partition, next) -> {
            if (polled.records(partition).isEmpty()) {
                assignment.get(partition).moveTo(next.offset(), next.leaderEpoch());
            }
        });
        for (TopicPartition partition : polled.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            if (!records.isEmpty()) {
                AssignedPartition state = assignment.get(partition);
                state.startAt(records.get(0).offset());
                // An interceptor may leave the next offsets out.
                Optional<OffsetAndMetadata> next =
                        Optional.ofNullable(polled.nextOffsets().get(partition));
                runs.add(new Run(partition, state, records.iterator(), next));
            }
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    boolean contains(TopicPartition partition) {
        return runs.stream().anyMatch(run -> run.partition.equals(partition));
    }

    /** Returns the record to handle next, which stays until {@link #firstHandled}; there must be one. */
    ConsumerRecord<byte[], byte[]> first() {
        Run run = runs.element();
        if (first == null) {
            first = run.records.next();
        }
        return first;
    }

    /** Removes the first record, which has been handled. */
    void firstHandled() {
        Run run = runs.element();
        run.state.handled(first());
        first = null;
        if (!run.records.hasNext()) {
            run.next.ifPresent(next -> run.state.moveTo(next.offset(), next.leaderEpoch()));
            runs.remove();
        }
    }

    /** Forgets the records of partitions that are no longer assigned. */
    void drop(Collection<TopicPartition> partitions) {
        if (!runs.isEmpty() && partitions.contains(runs.element().partition)) {
            first = null;
        }
        runs.removeIf(run -> partitions.contains(run.partition));
    }
}
