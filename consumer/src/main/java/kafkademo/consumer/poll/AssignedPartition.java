package kafkademo.consumer.poll;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.metrics.Bean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * One assigned partition: its offsets, and the records that have been polled and are still to be handled. Only the polling thread
 * changes it and sees the records; any thread reads the offsets.
 */
final class AssignedPartition {
    static final long UNKNOWN = -1;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /**
     * The partition stands still, since the record at its position could not be handled.
     *
     * @param offset the record's
     * @param since when that was tried for the first time
     * @param attempts how often it has been tried
     * @param nextTry when it is to be tried again
     * @param policy what has kept it from being handled
     */
    private record Blocked(long offset, long since, int attempts, long nextTry, String policy) {}

    private final String group;
    private final LongSupplier nanoTime;
    volatile long position = UNKNOWN;

    /** {@code null} as long as the partition goes on. */
    private volatile Blocked blocked;

    /** The group's committed offset, as far as the broker has acknowledged or told it. */
    volatile long committed = UNKNOWN;

    volatile long end = UNKNOWN;

    /** The leader epoch of the last record before the position, which lets the broker find out about a truncated log. */
    private Optional<Integer> epoch = Optional.empty();

    /** An agent's span for a record begins when this iterator returns it, and ends with the next one. */
    private Iterator<ConsumerRecord<byte[], byte[]>> records;

    private ConsumerRecord<byte[], byte[]> first;

    /** The offset to read from after these records, which is past the markers of a transaction that follow them. */
    private OffsetAndMetadata next;

    AssignedPartition(String group, LongSupplier nanoTime) {
        this.group = group;
        this.nanoTime = nanoTime;
    }

    /** Sets the position unless it is known. */
    void startAt(long offset) {
        if (position == UNKNOWN) {
            position = offset;
        }
    }

    /** Moves the position: everything before it has been handled, or can't be read. */
    void moveTo(long offset, Optional<Integer> leaderEpoch) {
        position = offset;
        epoch = leaderEpoch;
        if (blocked != null) {
            blocked = null;
        }
    }

    /**
     * Drops the records, of which the first could not be handled. They are to be read again after a pause, which doubles with
     * each attempt.
     *
     * @return the pause in nanoseconds
     */
    long block(String policy) {
        long now = nanoTime.getAsLong();
        int attempts = attempts();
        long pause = Math.min(FIRST_PAUSE_NANOS << Math.min(attempts, 5), LONGEST_PAUSE_NANOS);
        blocked = new Blocked(first.offset(), attempts == 0 ? now : blocked.since, attempts + 1, now + pause, policy);
        first = null;
        return pause;
    }

    /** Returns how often the first record could not be handled. After compaction it may not be the one that was blocked. */
    int attempts() {
        return blocked == null || first().offset() != blocked.offset ? 0 : blocked.attempts;
    }

    boolean isBlocked() {
        return blocked != null;
    }

    /** Returns whether the record at the position is not to be read yet. A new policy ends the pause. */
    boolean isResting(String policy) {
        return blocked != null && blocked.policy.equals(policy) && nanoTime.getAsLong() - blocked.nextTry < 0;
    }

    /** Takes records to handle, at least one. An interceptor may leave out the offset after them, which is {@code null} then. */
    void polled(List<ConsumerRecord<byte[], byte[]>> polled, OffsetAndMetadata after) {
        startAt(polled.get(0).offset());
        records = polled.iterator();
        next = after;
    }

    /** Returns the record to handle next; there must be one. */
    ConsumerRecord<byte[], byte[]> first() {
        if (first == null) {
            first = records.next();
        }
        return first;
    }

    /** Removes the first record, which has been handled. Returns whether there are more. */
    boolean firstHandled() {
        moveTo(first().offset() + 1, first.leaderEpoch());
        first = null;
        boolean more = records.hasNext();
        if (!more && next != null) {
            moveTo(next.offset(), next.leaderEpoch());
        }
        return more;
    }

    boolean isUncommitted() {
        return position != UNKNOWN && position != committed;
    }

    /** Returns the position as an offset to commit. */
    OffsetAndMetadata toCommit() {
        return new OffsetAndMetadata(position, epoch, "");
    }

    private double blockedSeconds() {
        Blocked now = blocked;
        return now == null ? 0 : (nanoTime.getAsLong() - now.since) / 1e9;
    }

    long lag() {
        return position == UNKNOWN || end == UNKNOWN ? UNKNOWN : Math.max(0, end - position);
    }

    Bean bean() {
        return new Bean()
                .with("Group", () -> group)
                .with("Position", () -> position)
                .with("CommittedOffset", () -> committed)
                .with("EndOffset", () -> end)
                .with("Lag", this::lag)
                .with("BlockedSeconds", this::blockedSeconds);
    }
}
