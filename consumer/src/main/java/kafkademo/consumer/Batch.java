package kafkademo.consumer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Records that have been polled and are still to be handled, partition by partition. Not thread-safe. */
final class Batch {
    private static final class Run {
        private final TopicPartition partition;
        private final List<ConsumerRecord<byte[], byte[]>> records;
        private int next;

        private Run(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
            this.partition = partition;
            this.records = records;
        }
    }

    private final Deque<Run> runs = new ArrayDeque<>();

    void add(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
            if (!ofPartition.isEmpty()) {
                runs.add(new Run(partition, ofPartition));
            }
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** The record to handle next, which stays until {@link #remove}; there must be one. */
    ConsumerRecord<byte[], byte[]> first() {
        Run run = runs.element();
        return run.records.get(run.next);
    }

    /** Takes away the first record: it has been handled. */
    void remove() {
        Run run = runs.element();
        if (++run.next == run.records.size()) {
            runs.remove();
        }
    }

    /** Offset of the first record that is left of a partition. */
    OptionalLong firstOffset(TopicPartition partition) {
        for (Run run : runs) {
            if (run.partition.equals(partition)) {
                return OptionalLong.of(run.records.get(run.next).offset());
            }
        }
        return OptionalLong.empty();
    }

    /** Forgets the records of partitions that are another consumer's now. */
    void drop(Collection<TopicPartition> partitions) {
        runs.removeIf(run -> partitions.contains(run.partition));
    }
}
