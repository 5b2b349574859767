package kafkademo.consumer.reconcile;

import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;

/**
 * A partition at the moment of the snapshot.
 *
 * @param start the first offset that the log still has
 * @param committed the group's committed offset: the first one it has not handled; empty if it has committed none
 * @param end the offset that the next record was to get
 */
record Span(TopicPartition partition, long start, OptionalLong committed, long end) {
    /** Whether the group's committed offset says that this record is handled. */
    boolean isHandled(long offset) {
        return committed.isPresent() && offset < committed.getAsLong();
    }

    /** Offsets in the log, each of which should hold a record. */
    long length() {
        return end - start;
    }

    /** Offsets that went from the log before the group had handled them. A group that never was there has missed nothing. */
    long removedUnread() {
        return committed.isPresent() ? Math.max(0, start - committed.getAsLong()) : 0;
    }

    /** Offsets that the group has handled but that the log no longer, or not again, reaches. */
    long committedBeyondEnd() {
        return committed.isPresent() ? Math.max(0, committed.getAsLong() - end) : 0;
    }
}
