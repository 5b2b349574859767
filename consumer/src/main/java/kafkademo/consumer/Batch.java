package kafkademo.consumer;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** Records that have been polled and are still to be handled, partition by partition. Not thread-safe. */
final class Batch {
    private record Run(TopicPartition partition, Iterator<ConsumerRecord<byte[], byte[]>> records) {}

    private final Deque<Run> runs = new ArrayDeque<>();

    void add(ConsumerRecords<byte[], byte[]> records) {
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> ofPartition = records.records(partition);
            if (!ofPartition.isEmpty()) {
                runs.add(new Run(partition, ofPartition.iterator()));
            }
        }
    }

    boolean isEmpty() {
        return runs.isEmpty();
    }

    /** Takes the next record; there must be one. */
    ConsumerRecord<byte[], byte[]> next() {
        Run run = runs.element();
        ConsumerRecord<byte[], byte[]> record = run.records.next();
        if (!run.records.hasNext()) {
            runs.remove();
        }
        return record;
    }

    /** Forgets the records of partitions that are another consumer's now. */
    void drop(Collection<TopicPartition> partitions) {
        runs.removeIf(run -> partitions.contains(run.partition));
    }
}
