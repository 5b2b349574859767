package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.log.Causes;
import kafkademo.common.log.LogLine;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;

/**
 * Commits the offsets of handled records and of no others: once a second without waiting, and with waiting where partitions
 * change hands. A crash thus repeats at most what was handled since the last commit.
 */
final class OffsetCommits {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Long enough for a broker that answers, short enough for a stop without one. */
    private static final Duration WAIT = Duration.ofSeconds(2);

    /** The client's own text lists every offset. */
    private static final int MAX_CAUSE_LENGTH = 120;

    private final Consumer<?, ?> consumer;
    private final ConsumerMetrics metrics;
    private final Logger log;
    private final LongSupplier nanoTime;
    private final java.util.function.Consumer<Map<TopicPartition, OffsetAndMetadata>> onCommitted;
    private final OffsetTracker offsets = new OffsetTracker();
    private long lastCommit;
    private String lastFailure;

    /** @param onCommitted told what has been committed */
    OffsetCommits(
            Consumer<?, ?> consumer,
            ConsumerMetrics metrics,
            Logger log,
            LongSupplier nanoTime,
            java.util.function.Consumer<Map<TopicPartition, OffsetAndMetadata>> onCommitted) {
        this.consumer = consumer;
        this.metrics = metrics;
        this.log = log;
        this.nanoTime = nanoTime;
        this.onCommitted = onCommitted;
        this.lastCommit = nanoTime.getAsLong();
    }

    void handled(ConsumerRecord<?, ?> record) {
        offsets.handled(record);
    }

    /** Commits, without waiting, if the last commit is an interval past. What fails is part of the next commit. */
    void commitIfDue() {
        long now = nanoTime.getAsLong();
        if (now - lastCommit < INTERVAL_NANOS) {
            return;
        }
        lastCommit = now;
        Map<TopicPartition, OffsetAndMetadata> due = offsets.take();
        if (!due.isEmpty()) {
            consumer.commitAsync(due, (committed, exception) -> {
                if (exception == null) {
                    succeeded(committed);
                } else {
                    failed(exception, "offset commit failed, trying again every second");
                    offsets.putBack(committed, consumer.assignment());
                }
            });
        }
    }

    /** Commits what was handled of partitions that are about to be another consumer's. */
    void commitRevoked(Collection<TopicPartition> partitions) {
        commitAndWait(offsets.take(partitions));
    }

    /** Gives up the offsets of partitions that are another consumer's already: a commit would set it back. */
    void forgetLost(Collection<TopicPartition> partitions) {
        offsets.take(partitions);
    }

    /** Commits all that was handled, before the consumer closes. */
    void commitLast() {
        commitAndWait(offsets.take());
    }

    private void commitAndWait(Map<TopicPartition, OffsetAndMetadata> due) {
        if (due.isEmpty()) {
            return;
        }
        try {
            try {
                consumer.commitSync(due, WAIT);
            } catch (WakeupException e) {
                // Meant for the poll that the stop was to end; it wakes only once.
                consumer.commitSync(due, WAIT);
            }
            succeeded(due);
        } catch (KafkaException e) {
            failed(e, "offset commit failed: what was handled since the last one will be handled again");
        }
    }

    private void succeeded(Map<TopicPartition, OffsetAndMetadata> committed) {
        lastFailure = null;
        onCommitted.accept(committed);
    }

    /** Says it once: tries that fail in the same way again are only counted. */
    private void failed(Exception exception, String message) {
        metrics.commitFailed();
        if (!message.equals(lastFailure)) {
            lastFailure = message;
            log.warn(LogLine.of(message)
                    .add("cause", Causes.inWords(exception), MAX_CAUSE_LENGTH)
                    .toString());
        }
    }
}
