package kafkademo.consumer.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import kafkademo.common.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * All partitions of the four topics at one moment. What is written or committed after it does not count, so that a producer
 * that goes on sending can't keep the command from ending.
 */
record Snapshot(List<Span> spans) {
    /** @throws CannotReconcileException if a topic is missing */
    static Snapshot take(Consumer<?, ?> consumer, Duration timeout) {
        List<TopicPartition> partitions = partitions(consumer, timeout);
        // In this order, since a running group commits and a running producer writes between the questions: a committed
        // offset is then never beyond an end that is older.
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, timeout);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions), timeout);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, timeout);
        List<Span> spans = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata offset = committed.get(partition);
            spans.add(new Span(
                    partition,
                    starts.get(partition),
                    offset == null ? OptionalLong.empty() : OptionalLong.of(offset.offset()),
                    ends.get(partition)));
        }
        return new Snapshot(List.copyOf(spans));
    }

    private static List<TopicPartition> partitions(Consumer<?, ?> consumer, Duration timeout) {
        List<TopicPartition> partitions = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String topic : Topic.names()) {
            List<PartitionInfo> found = partitionsOf(consumer, topic, timeout);
            if (found == null || found.isEmpty()) {
                missing.add(topic);
            } else {
                found.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .forEach(partitions::add);
            }
        }
        if (!missing.isEmpty()) {
            throw new CannotReconcileException("the broker has no topic " + String.join(", ", missing)
                    + ": the services create what is missing when they start");
        }
        return partitions;
    }

    private static List<PartitionInfo> partitionsOf(Consumer<?, ?> consumer, String topic, Duration timeout) {
        try {
            return consumer.partitionsFor(topic, timeout);
        } catch (UnknownTopicOrPartitionException e) {
            return List.of();
        }
    }

    /** Offsets in the logs, each of which should hold a record. */
    long length() {
        return spans.stream().mapToLong(Span::length).sum();
    }

    boolean hasCommits() {
        return spans.stream().anyMatch(span -> span.committed().isPresent());
    }
}
