package kafkademo.consumer.reconcile;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafkademo.common.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition at the moment of the snapshot.
 *
 * @param start the first offset that the log still has
 * @param end the offset of the next record to be written
 * @param committed the group's committed offset, the first one it has not handled; {@code null} if it has committed none
 */
record Span(String topic, int partition, long start, long end, Long committed) {
    /**
     * Takes a snapshot of all partitions of the four topics, and then of those that hold their dead letters. What is written or
     * committed later does not count, so that the command ends even while a producer keeps sending.
     *
     * @throws CannotReconcileException if a topic is missing
     */
    static List<Span> snapshot(Consumer<?, ?> consumer, Duration timeout) {
        List<TopicPartition> partitions = partitions(consumer.listTopics(timeout));
        // In this order, since the services keep running: a committed offset is then never beyond an older end, and
        // neither is the record of a dead letter.
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(partitions, timeout);
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(new HashSet<>(partitions), timeout);
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (boolean letters : List.of(true, false)) {
            ends.putAll(consumer.endOffsets(
                    partitions.stream()
                            .filter(partition -> letters == holdsDeadLetters(partition.topic()))
                            .toList(),
                    timeout));
        }
        return partitions.stream()
                .map(partition -> {
                    OffsetAndMetadata offset = committed.get(partition);
                    Long handled = offset == null ? null : (Long) offset.offset();
                    long start = starts.get(partition);
                    return new Span(partition.topic(), partition.partition(), start, ends.get(partition), handled);
                })
                .toList();
    }

    private static List<TopicPartition> partitions(Map<String, List<PartitionInfo>> existing) {
        List<String> missing = Topic.names().stream()
                .filter(topic -> !existing.containsKey(topic))
                .toList();
        if (!missing.isEmpty()) {
            throw new CannotReconcileException("the broker has no topic " + String.join(", ", missing)
                    + ": the services create what is missing when they start");
        }
        return Stream.concat(
                        Topic.names().stream(), Topic.names().stream().map(topic -> topic + Topic.DEAD_LETTER_SUFFIX))
                .flatMap(topic -> existing.getOrDefault(topic, List.of()).stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition)))
                .toList();
    }

    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    boolean holdsDeadLetters() {
        return holdsDeadLetters(topic);
    }

    private static boolean holdsDeadLetters(String topic) {
        return topic.endsWith(Topic.DEAD_LETTER_SUFFIX);
    }

    boolean isHandled(long offset) {
        return committed != null && offset < committed;
    }
}
