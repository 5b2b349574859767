package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.metrics.Beans;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions assigned to this consumer, each published as a bean, and their records that have been polled and are still to be
 * handled, partition by partition. As records are handled, the positions move on. Not thread-safe.
 */
final class Assignment {
    private static final String TYPE = "consumer-partition";
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A broker that takes longer is asked again a second later, so that the loop goes on. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final Consumer<?, ?> consumer;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, AssignedPartition> partitions = new HashMap<>();

    /** Those with records to handle. */
    private final Deque<AssignedPartition> waiting = new ArrayDeque<>();

    private long lastRefresh;

    Assignment(Consumer<?, ?> consumer, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.nanoTime = nanoTime;
        this.lastRefresh = nanoTime.getAsLong();
    }

    void add(Collection<TopicPartition> assigned) {
        String group = consumer.groupMetadata().groupId();
        for (TopicPartition partition : assigned) {
            AssignedPartition added = new AssignedPartition(group, nanoTime);
            partitions.put(partition, added);
            Beans.register(added.bean(), TYPE, keys(partition));
        }
    }

    /** Forgets partitions, and their records. */
    void remove(Collection<TopicPartition> unassigned) {
        for (TopicPartition partition : unassigned) {
            waiting.remove(partitions.remove(partition));
            Beans.unregister(TYPE, keys(partition));
        }
    }

    /** Returns a partition, which must be assigned. */
    AssignedPartition get(TopicPartition partition) {
        return partitions.get(partition);
    }

    /** Takes the result of a poll. A partition of which there are still records must be paused while polling. */
    void polled(ConsumerRecords<byte[], byte[]> polled) {
        partitions.forEach((partition, state) -> {
            List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
            OffsetAndMetadata next = polled.nextOffsets().get(partition);
            if (!records.isEmpty()) {
                state.polled(records, next);
                waiting.add(state);
            } else if (next != null) {
                state.moveTo(next.offset(), next.leaderEpoch());
            }
        });
    }

    boolean hasRecords() {
        return !waiting.isEmpty();
    }

    boolean hasRecordsOf(TopicPartition partition) {
        return waiting.contains(partitions.get(partition));
    }

    /** Returns the record to handle next, which stays until {@link #firstHandled}; there must be one. */
    ConsumerRecord<byte[], byte[]> first() {
        return waiting.element().first();
    }

    /** Removes the first record, which has been handled. */
    void firstHandled() {
        if (!waiting.element().firstHandled()) {
            waiting.remove();
        }
    }

    /** Returns how often the first record could not be handled. */
    int firstAttempts() {
        return waiting.element().attempts();
    }

    /**
     * Leaves the first record for later: the client goes back to it, and its partition rests. Returns the pause in nanoseconds.
     *
     * @param policy because of which it could not be handled; a new one ends the pause
     */
    long block(String policy) {
        AssignedPartition state = waiting.remove();
        ConsumerRecord<byte[], byte[]> record = state.first();
        consumer.seek(new TopicPartition(record.topic(), record.partition()), state.toCommit());
        return state.block(policy);
    }

    /** Returns the partitions that are not to be read yet, since a record of theirs could not be handled. */
    Set<TopicPartition> resting(String policy) {
        Set<TopicPartition> resting = new HashSet<>(partitions.keySet());
        resting.removeIf(partition -> !partitions.get(partition).isResting(policy));
        return resting;
    }

    /** Returns the number of partitions that stand still, since a record of theirs could not be handled. */
    int blocked() {
        return (int) partitions.values().stream()
                .filter(AssignedPartition::isBlocked)
                .count();
    }

    /** Returns the positions that the group has not acknowledged yet. */
    Map<TopicPartition, OffsetAndMetadata> uncommitted() {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        partitions.forEach((partition, state) -> {
            if (state.isUncommitted()) {
                offsets.put(partition, state.toCommit());
            }
        });
        return offsets;
    }

    /** Notes the group's committed offsets; partitions that are no longer assigned, or have none ({@code null}), are left out. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            AssignedPartition state = partitions.get(partition);
            if (state != null && offset != null) {
                state.committed = offset.offset();
            }
        });
    }

    /** Returns the number of records still to handle, as far as it is known. */
    long lag() {
        return partitions.values().stream()
                .mapToLong(AssignedPartition::lag)
                .filter(lag -> lag > 0)
                .sum();
    }

    /** Once a second, looks up the offsets that handling and committing records do not tell. */
    void refreshIfDue() {
        long now = nanoTime.getAsLong();
        if (now - lastRefresh >= INTERVAL_NANOS) {
            lastRefresh = now;
            refresh();
        }
    }

    /**
     * The end of a partition is known from its last fetch. The broker is asked only about paused partitions, which are not
     * fetched: requests of one connection are answered in order, and a fetch ahead of the question may wait for new records.
     */
    private void refresh() {
        Set<TopicPartition> paused = consumer.paused();
        Set<TopicPartition> uncommitted = new HashSet<>();
        partitions.forEach((partition, state) -> {
            long polled = consumer.position(partition, PATIENCE);
            state.startAt(polled);
            if (!paused.contains(partition)) {
                consumer.currentLag(partition).ifPresent(lag -> state.end = polled + lag);
            }
            if (state.committed == AssignedPartition.UNKNOWN) {
                uncommitted.add(partition);
            }
        });
        if (!paused.isEmpty()) {
            consumer.endOffsets(paused, PATIENCE).forEach((partition, end) -> get(partition).end = end);
        }
        if (!uncommitted.isEmpty()) {
            committed(consumer.committed(uncommitted, PATIENCE));
        }
    }

    private static String[] keys(TopicPartition partition) {
        return new String[] {"topic", partition.topic(), "partition", String.valueOf(partition.partition())};
    }
}
