package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Commits the positions of the assigned partitions: once a second without waiting, and with waiting before a partition is revoked
 * and before the consumer closes. A position remains to be committed until the broker has acknowledged it.
 */
final class OffsetCommits {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Long enough for a group coordinator that is still loading; with the closing it fits into the time a stop may take. */
    private static final Duration WAIT = Duration.ofSeconds(4);

    private static final Duration REBALANCE_POLL = Duration.ofMillis(100);

    /** The client's own text lists every offset. */
    private static final int MAX_CAUSE_LENGTH = 120;

    private final Consumer<?, ?> consumer;
    private final Assignment assignment;
    private final ConsumerMetrics metrics;
    private final Log log;
    private final LongSupplier nanoTime;
    private long lastCommit;
    private boolean underWay;
    private boolean failing;

    OffsetCommits(
            Consumer<?, ?> consumer, Assignment assignment, ConsumerMetrics metrics, Log log, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.assignment = assignment;
        this.metrics = metrics;
        this.log = log;
        this.nanoTime = nanoTime;
        this.lastCommit = nanoTime.getAsLong();
    }

    /** Commits without waiting, unless less than a second has passed or the last commit has not been answered. */
    void commitIfDue() {
        long now = nanoTime.getAsLong();
        if (underWay || now - lastCommit < INTERVAL_NANOS) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> offsets = assignment.uncommitted();
        if (!offsets.isEmpty()) {
            underWay = true;
            consumer.commitAsync(offsets, this::answered);
        }
    }

    private void answered(Map<TopicPartition, OffsetAndMetadata> offsets, Exception exception) {
        underWay = false;
        if (exception == null) {
            succeeded(offsets);
        } else if (!(exception instanceof RebalanceInProgressException)) {
            // The group accepts no commits while it rebalances; the next commit includes these offsets.
            metrics.commitFailed();
            if (!failing) {
                failing = true;
                warn("offset commit failed, trying again every second", exception);
            }
        }
    }

    /** Commits and waits, before partitions are revoked. */
    void commitBeforeRevocation() {
        commitAndWait(false);
    }

    /** Commits and waits, before the consumer closes. */
    void commitLast() {
        commitAndWait(true);
    }

    /** @param mayPoll whether to complete a rebalance, during which the group accepts no commit */
    private void commitAndWait(boolean mayPoll) {
        long deadline = nanoTime.getAsLong() + WAIT.toNanos();
        boolean rebalancing = false;
        while (!assignment.uncommitted().isEmpty()) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
            try {
                if (rebalancing) {
                    rebalancing = false;
                    consumer.pause(consumer.assignment());
                    consumer.poll(REBALANCE_POLL);
                }
                commitWithin(left);
            } catch (WakeupException | InvalidOffsetException e) {
                // Both are for the poll loop: a stop wakes it up, and it resets invalid offsets.
            } catch (KafkaException e) {
                rebalancing = mayPoll && e instanceof RebalanceInProgressException && !left.isZero();
                if (!rebalancing) {
                    metrics.commitFailed();
                    warn("offset commit failed: records handled since the last commit will be handled again", e);
                    return;
                }
            }
        }
    }

    /** Commits, or only waits for the commit under way. Within the limit, the client retries failures that may pass. */
    private void commitWithin(Duration limit) {
        if (underWay) {
            // Without offsets this only waits for the commits under way, so that none of them overtakes the last one.
            consumer.commitSync(Map.of(), limit);
            underWay = false;
        } else {
            Map<TopicPartition, OffsetAndMetadata> offsets = assignment.uncommitted();
            consumer.commitSync(offsets, limit);
            succeeded(offsets);
        }
    }

    private void succeeded(Map<TopicPartition, OffsetAndMetadata> offsets) {
        failing = false;
        assignment.committed(offsets);
    }

    private void warn(String message, Exception exception) {
        log.warn(message, line -> line.add("cause", Causes.inWords(exception), MAX_CAUSE_LENGTH));
    }
}
