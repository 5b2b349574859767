package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import kafkademo.common.Topic;
import kafkademo.common.log.LogLine;
import kafkademo.common.runtime.StopSignal;
import kafkademo.consumer.ConsumerKnobs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;

/**
 * Polls, handles each record and commits what was handled, until it is told to stop. However long the simulated work takes, the
 * group hears of this consumer every second: it polls with its partitions paused while it works, and while it is itself paused.
 * A pause begins between two records, and ends within a second.
 */
public final class PollLoop implements ConsumerRebalanceListener {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final long MAX_NANOS_BETWEEN_POLLS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<byte[], byte[]> consumer;
    private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> handler;
    private final OffsetCommits commits;
    private final PartitionPositions positions;
    private final ConsumerMetrics metrics;
    private final Logger log;
    private final ConsumerKnobs knobs;
    private final LongSupplier nanoTime;
    private final StopSignal stop;
    private final Batch batch = new Batch();
    private TopicPartition inWork;
    private long lastPoll;
    private volatile long turns;

    public PollLoop(
            Consumer<byte[], byte[]> consumer,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> handler,
            ConsumerMetrics metrics,
            Logger log,
            ConsumerKnobs knobs,
            LongSupplier nanoTime,
            StopSignal stop) {
        this.consumer = consumer;
        this.handler = handler;
        this.positions = new PartitionPositions(consumer, batch, nanoTime);
        this.commits = new OffsetCommits(consumer, metrics, log, nanoTime, positions::committed);
        this.metrics = metrics;
        this.log = log;
        this.knobs = knobs;
        this.nanoTime = nanoTime;
        this.stop = stop;
    }

    /** Runs until the stop is requested, then commits once more. */
    public void run() {
        StopSignal.Registration wakeUp = stop.onRequest(consumer::wakeup);
        try {
            consumer.subscribe(Topic.names(), this);
            while (!stop.isRequested()) {
                holdOrResume();
                poll(POLL_TIMEOUT);
                handleBatch();
                commits.commitIfDue();
            }
        } catch (WakeupException e) {
            if (!stop.isRequested()) {
                throw e;
            }
        } finally {
            wakeUp.remove();
        }
        commits.commitLast();
    }

    /** Holds all partitions during a pause, so that no more records come; lets them go after a pause and after work. */
    private void holdOrResume() {
        if (knobs.paused().get()) {
            consumer.pause(consumer.assignment());
        } else if (!consumer.paused().isEmpty()) {
            consumer.resume(consumer.paused());
        }
    }

    private void poll(Duration timeout) {
        turns++;
        batch.add(consumer.poll(timeout));
        metrics.polled(consumer.assignment().size());
        lastPoll = nanoTime.getAsLong();
        positions.refreshIfDue();
    }

    private void handleBatch() {
        while (!batch.isEmpty() && !knobs.paused().get() && !stop.isRequested()) {
            ConsumerRecord<byte[], byte[]> record = batch.first();
            if (knobs.processingDelayMs().get() == 0 || work(record)) {
                handler.accept(record);
                commits.handled(record);
                batch.remove();
            }
        }
    }

    /**
     * Spends the time that the record costs, which may change meanwhile.
     *
     * @return whether the record is still this consumer's to handle: it may be asked to stop, or lose the partition, meanwhile
     */
    private boolean work(ConsumerRecord<byte[], byte[]> record) {
        inWork = new TopicPartition(record.topic(), record.partition());
        long begun = nanoTime.getAsLong();
        for (long left = nanosLeft(begun); left > 0 && inWork != null; left = nanosLeft(begun)) {
            long untilPoll = lastPoll + MAX_NANOS_BETWEEN_POLLS - nanoTime.getAsLong();
            if (untilPoll <= 0) {
                consumer.pause(consumer.assignment());
                poll(Duration.ofNanos(Math.min(left, MAX_NANOS_BETWEEN_POLLS)));
                commits.commitIfDue();
            } else if (stop.await(Math.min(left, untilPoll))) {
                return false;
            }
        }
        boolean stillOurs = inWork != null;
        inWork = null;
        return stillOurs;
    }

    private long nanosLeft(long begun) {
        return begun + TimeUnit.MILLISECONDS.toNanos(knobs.processingDelayMs().get()) - nanoTime.getAsLong();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (knobs.paused().get() || !batch.isEmpty() || inWork != null) {
            consumer.pause(partitions);
        }
        rebalanced("partitions assigned", partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.commitRevoked(partitions);
        forget(partitions);
        rebalanced("partitions revoked", partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        commits.forgetLost(partitions);
        forget(partitions);
        rebalanced("partitions lost", partitions);
    }

    private void forget(Collection<TopicPartition> partitions) {
        batch.drop(partitions);
        positions.forget(partitions);
        if (inWork != null && partitions.contains(inWork)) {
            inWork = null;
        }
    }

    private void rebalanced(String what, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            metrics.rebalanced();
            log.info(LogLine.of(what)
                    .add(
                            "partitions",
                            partitions.stream()
                                    .map(TopicPartition::toString)
                                    .sorted()
                                    .collect(Collectors.joining(",")))
                    .toString());
        }
    }

    /** Counts the loop's polls: a number that has not changed for seconds means that the loop is held up. */
    public long turns() {
        return turns;
    }
}
