package kafkademo.consumer.poll;

import java.util.Optional;
import kafkademo.common.metrics.Bean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The offsets of one assigned partition. The polling thread sets them and any thread reads them. */
final class AssignedPartition {
    static final long UNKNOWN = -1;

    private volatile long position = UNKNOWN;

    /** The group's committed offset, as far as the broker has acknowledged or told it. */
    volatile long committed = UNKNOWN;

    volatile long end = UNKNOWN;

    /** The leader epoch of the last record before the position, which lets the broker find out about a truncated log. */
    private Optional<Integer> epoch = Optional.empty();

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
    }

    void handled(ConsumerRecord<?, ?> record) {
        moveTo(record.offset() + 1, record.leaderEpoch());
    }

    boolean isUncommitted() {
        return position != UNKNOWN && position != committed;
    }

    /** Returns the position as an offset to commit. */
    OffsetAndMetadata toCommit() {
        return new OffsetAndMetadata(position, epoch, "");
    }

    long position() {
        return position;
    }

    /** Returns the number of records still to be handled. */
    long lag() {
        return position == UNKNOWN || end == UNKNOWN ? UNKNOWN : Math.max(0, end - position);
    }

    Bean bean() {
        return new Bean()
                .with("Position", "offset of the next record to handle; -1 if unknown", () -> position)
                .with("CommittedOffset", "the group's committed offset; -1 if unknown", () -> committed)
                .with("EndOffset", "offset of the next record to be written; -1 if unknown", () -> end)
                .with("Lag", "records still to be handled: end offset less position; -1 if unknown", this::lag);
    }
}
