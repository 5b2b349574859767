package kafkademo.consumer.poll;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;

/**
 * One assigned partition: its offsets, and the records that have been polled and are still to be handled. Only the polling thread
 * changes it and sees the records; any thread reads the offsets.
 */
final class AssignedPartition implements ConsumerPartitionMXBean {
    private final String group;
    private volatile long position = UNKNOWN;

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

    AssignedPartition(String group) {
        this.group = group;
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

    @Override
    public String getGroup() {
        return group;
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
