package kafkademo.consumer.poll;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/** The offsets of one assigned partition. The polling thread sets them and any thread reads them. */
final class AssignedPartition implements ConsumerPartitionMXBean {
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

    @Override
    public long getPosition() {
        return position;
    }

    @Override
    public long getCommittedOffset() {
        return committed;
    }

    @Override
    public long getEndOffset() {
        return end;
    }

    @Override
    public long getLag() {
        return position == UNKNOWN || end == UNKNOWN ? UNKNOWN : Math.max(0, end - position);
    }
}
