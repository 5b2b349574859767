package kafkademo.consumer.reconcile;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import kafkademo.common.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * All partitions of the four topics at one moment. What is written or committed later does not count, so that the command ends
 * even while a producer keeps sending.
 */
record Snapshot(List<Span> spans) {
    /** @throws CannotReconcileException if a topic is missing */
    static Snapshot take(Consumer<?, ?> consumer, Duration timeout) {
        List<TopicPartition> partitions = partitions(consumer.listTopics(timeout));
        // In this order, since the services keep running: a committed offset is then never beyond an older end.
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, timeout);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions), timeout);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
        return new Snapshot(partitions.stream()
                .map(partition -> {
                    OffsetAndMetadata offset = committed.get(partition);
                    Long handled = offset == null ? null : (Long) offset.offset();
                    return new Span(
                            partition.topic(),
                            partition.partition(),
                            starts.get(partition),
                            ends.get(partition),
                            handled);
                })
                .toList());
    }

    private static List<TopicPartition> partitions(Map<String, List<PartitionInfo>> existing) {
        List<String> missing = Topic.names().stream()
                .filter(topic -> !existing.containsKey(topic))
                .toList();
        if (!missing.isEmpty()) {
            throw new CannotReconcileException("the broker has no topic " + String.join(", ", missing)
                    + ": the services create what is missing when they start");
        }
        return Topic.names().stream()
                .flatMap(topic -> existing.get(topic).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition)))
                .toList();
    }

    /** The number of offsets in the logs, each of which should hold a record. */
    long length() {
        return spans.stream().mapToLong(span -> span.end() - span.start()).sum();
    }

    boolean hasCommits() {
        return spans.stream().anyMatch(span -> span.committed() != null);
    }
}
