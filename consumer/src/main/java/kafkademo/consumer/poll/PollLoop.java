package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import kafkademo.common.Topic;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Polls, handles each record and commits what was handled, until the service stops. It polls at least once a second, with its
 * partitions paused, even while a record's simulated work takes longer or handling is paused. A pause takes effect between two
 * records and ends within a second. If it may not poll during that work, it does only when all records of the last poll are handled,
 * and its group may give it up meanwhile.
 *
 * <p>A record that can't be handled blocks its partition: it is tried again after a pause, and at once when the policy changes.
 * The other partitions go on.
 */
public final class PollLoop implements ConsumerRebalanceListener {
    private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
    private static final long MAX_NANOS_BETWEEN_POLLS = TimeUnit.SECONDS.toNanos(1);

    private final Consumer<byte[], byte[]> consumer;
    private final OffsetReset offsetReset;
    private final TooLarge tooLarge;
    private final Handler handler;
    private final Assignment assignment;
    private final OffsetCommits commits;
    private final ConsumerMetrics metrics;
    private final Log log;
    private final LongSupplier processingDelayMs;
    private final BooleanSupplier pollsWhileProcessing;
    private final BooleanSupplier paused;
    private final Supplier<String> policy;
    private final LongSupplier nanoTime;
    private final StopSignal stop;
    private long lastPoll;

    /** Handles records, as {@link RecordHandler#handle} does. */
    @FunctionalInterface
    public interface Handler {
        String handle(ConsumerRecord<byte[], byte[]> record, boolean again);
    }

    /**
     * @param tooLarge the records to pass over
     * @param processingDelayMs the simulated work per record, which may change at any time
     * @param pollsWhileProcessing whether to poll during that work, which may change at any time
     * @param paused whether handling is paused, which may change at any time
     * @param policy what becomes of records that do not decode, which may change at any time
     */
    public PollLoop(
            Consumer<byte[], byte[]> consumer,
            OffsetReset offsetReset,
            TooLarge tooLarge,
            Handler handler,
            ConsumerMetrics metrics,
            Log log,
            LongSupplier processingDelayMs,
            BooleanSupplier pollsWhileProcessing,
            BooleanSupplier paused,
            Supplier<String> policy,
            LongSupplier nanoTime,
            StopSignal stop) {
        this.consumer = consumer;
        this.offsetReset = offsetReset;
        this.tooLarge = tooLarge;
        this.handler = handler;
        this.assignment = new Assignment(consumer, nanoTime);
        this.commits = new OffsetCommits(consumer, assignment, metrics, log, nanoTime);
        this.metrics = metrics;
        this.log = log;
        this.processingDelayMs = processingDelayMs;
        this.pollsWhileProcessing = pollsWhileProcessing;
        this.paused = paused;
        this.policy = policy;
        this.nanoTime = nanoTime;
        this.stop = stop;
    }

    /**
     * Runs until the stop is requested or {@code enough}, then commits once more.
     *
     * @throws OutOfMemoryError if a record does not fit into memory; what was handled before it is committed
     */
    public void run(BooleanSupplier enough) {
        StopSignal.Registration wakeUp = stop.onRequest(consumer::wakeup);
        try {
            consumer.subscribe(Topic.names(), this);
            while (!stop.isRequested() && !enough.getAsBoolean()) {
                handleRecords();
                commits.commitIfDue();
                pauseOrResume();
                poll(POLL_TIMEOUT);
            }
        } catch (WakeupException e) {
            if (!stop.isRequested()) {
                throw e;
            }
        } catch (OutOfMemoryError e) {
            end();
            throw e;
        } finally {
            wakeUp.remove();
        }
        end();
    }

    private void end() {
        commits.commitLast();
        assignment.remove(consumer.assignment());
    }

    private void handleRecords() {
        // Before the records are handled: a policy that changes meanwhile ends the pause of what it has blocked.
        String policyBefore = policy.get();
        while (assignment.hasRecords() && !paused.getAsBoolean() && !stop.isRequested()) {
            ConsumerRecord<byte[], byte[]> record = assignment.first();
            if (processingDelayMs.getAsLong() == 0 || work(record)) {
                handle(record, policyBefore);
            }
        }
    }

    private void handle(ConsumerRecord<byte[], byte[]> record, String policyBefore) {
        int attempts = assignment.firstAttempts();
        String obstacle = handler.handle(record, attempts > 0);
        if (obstacle != null) {
            long pause = assignment.block(policyBefore);
            log.warn(
                    "blocked",
                    line -> RecordHandler.addPosition(line, record)
                            .add("attempt", attempts + 1)
                            .add("next_try_s", TimeUnit.NANOSECONDS.toSeconds(pause))
                            .add("cause", obstacle, RecordHandler.EXCERPT_LENGTH));
            return;
        }
        assignment.firstHandled();
        if (attempts > 0) {
            log.info("unblocked", line -> RecordHandler.addPosition(line, record));
        }
    }

    /**
     * Spends the time that the record costs, which may change meanwhile.
     *
     * @return whether the record is still to be handled: meanwhile the service may stop or the partition may be revoked
     */
    private boolean work(ConsumerRecord<byte[], byte[]> record) {
        long begun = nanoTime.getAsLong();
        for (long left = nanosLeft(begun); left > 0; left = nanosLeft(begun)) {
            long untilPoll = lastPoll + MAX_NANOS_BETWEEN_POLLS - nanoTime.getAsLong();
            if (!pollsWhileProcessing.getAsBoolean()) {
                untilPoll = MAX_NANOS_BETWEEN_POLLS; // and then looks again at what may change
            }
            if (untilPoll <= 0) {
                consumer.pause(consumer.assignment());
                poll(Duration.ofNanos(Math.min(left, MAX_NANOS_BETWEEN_POLLS)));
                commits.commitIfDue();
                if (!assignment.hasRecords() || assignment.first() != record) {
                    return false;
                }
            } else if (stop.await(Math.min(left, untilPoll))) {
                return false;
            }
        }
        return true;
    }

    private long nanosLeft(long begun) {
        return begun + TimeUnit.MILLISECONDS.toNanos(processingDelayMs.getAsLong()) - nanoTime.getAsLong();
    }

    /** Lets a poll return records only if it is time for them. */
    private void pauseOrResume() {
        Set<TopicPartition> resting = isHolding() ? consumer.assignment() : assignment.resting(policy.get());
        Set<TopicPartition> resumed = new HashSet<>(consumer.paused());
        resumed.removeAll(resting);
        consumer.pause(resting);
        consumer.resume(resumed);
    }

    private boolean isHolding() {
        return paused.getAsBoolean() || assignment.hasRecords();
    }

    private void poll(Duration timeout) {
        boolean holding = isHolding();
        try {
            pollOrReset(timeout);
        } catch (TimeoutException e) {
            // The offsets are asked for again; a broker that is away shows in the summary.
        } catch (AuthorizationException | AuthenticationException e) {
            log.warn(
                    "waiting for the broker",
                    line -> line.add("operation", "Read")
                            .add("cause", Causes.inWords(e))
                            .add("next_try_s", 5));
            stop.await(TimeUnit.SECONDS.toNanos(5));
            return;
        }
        metrics.polled(consumer.assignment().size(), assignment.blocked(), !holding && assignment.lag() > 0);
        lastPoll = nanoTime.getAsLong();
    }

    private void pollOrReset(Duration timeout) {
        try {
            assignment.polled(consumer.poll(timeout));
            assignment.refreshIfDue();
        } catch (InvalidOffsetException e) {
            Set<TopicPartition> partitions = new HashSet<>(e.partitions());
            // Of a partition with records still to handle, the client reports it again when it fetches more.
            partitions.removeIf(assignment::hasRecordsOf);
            offsetReset.apply(e, partitions, assignment);
        }
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assignment.add(partitions);
        tooLarge.passOver(partitions, consumer, assignment);
        if (isHolding()) {
            consumer.pause(partitions);
        }
        rebalanced("partitions assigned", partitions);
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        commits.commitBeforeRevocation();
        assignment.remove(partitions);
        rebalanced("partitions revoked", partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        assignment.remove(partitions);
        rebalanced("partitions lost", partitions);
    }

    private void rebalanced(String what, Collection<TopicPartition> partitions) {
        if (!partitions.isEmpty()) {
            metrics.rebalanced();
            String names =
                    partitions.stream().map(TopicPartition::toString).sorted().collect(Collectors.joining(","));
            log.info(what, line -> line.add("partitions", names));
        }
    }
}
