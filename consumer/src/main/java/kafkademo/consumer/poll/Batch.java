package kafkademo.consumer.poll;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
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

        /** An agent's span for a record begins when the iterator gives it out, and ends with the next one. */
        private final Iterator<ConsumerRecord<byte[], byte[]>> iterator;

        private ConsumerRecord<byte[], byte[]> first;
        private int handled;

        private Run(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
            this.partition = partition;
            this.records = records;
            this.iterator = records.iterator();
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
        if (run.first == null) {
            run.first = run.iterator.next();
        }
        return run.first;
    }

    /** Takes away the first record: it has been handled. */
    void remove() {
        Run run = runs.element();
        first();
        run.first = null;
        run.handled++;
        if (!run.iterator.hasNext()) {
            runs.remove();
        }
    }

    /** Offset of the first record that is left of a partition. */
    OptionalLong firstOffset(TopicPartition partition) {
        for (Run run : runs) {
            if (run.partition.equals(partition)) {
                return OptionalLong.of(run.records.get(run.handled).offset());
            }
        }
        return OptionalLong.empty();
    }

    /** Forgets the records of partitions that are another consumer's now. */
    void drop(Collection<TopicPartition> partitions) {
        runs.removeIf(run -> partitions.contains(run.partition));
    }
}
