package kafkademo.producer.send;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Since when the Kafka client holds messages. They leave in any order, so they are counted by the ten milliseconds in which they
 * were made: the oldest of these slots that has not emptied tells the age. The thread that sends and the client's own count apart
 * from each other: at full speed, sharing a counter would cost both of them more than the counting.
 */
final class InFlight {
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The messages made within the same ten milliseconds. */
    static final class Slot {
        private static final long OPEN = -1;

        private final long since;
        private final LongAdder left = new LongAdder();

        /** The number of messages, known once the ten milliseconds are over. */
        private volatile long entered = OPEN;

        private Slot(long since) {
            this.since = since;
        }

        /** Counts a message that has been acknowledged or has failed for good. */
        void left() {
            left.increment();
        }

        private boolean isEmpty() {
            return entered == left.sum();
        }
    }

    final Deque<Slot> slots = new ConcurrentLinkedDeque<>();
    private Slot newest = new Slot(Long.MIN_VALUE);
    private long entered;

    /** Returns the slot of a message that is made at {@code now}. Only the thread that sends may call it. */
    Slot slot(long now) {
        if (slots.isEmpty() || now - newest.since >= SLOT_NANOS) {
            newest.entered = entered;
            entered = 0;
            slots.removeIf(Slot::isEmpty);
            newest = new Slot(now);
            slots.addLast(newest);
        }
        return newest;
    }

    /** Counts a message of the newest slot that the client has taken. It may have left already: the client is quick. */
    void entered() {
        entered++;
    }

    /**
     * Returns the nanoseconds since the oldest message was made, to within ten milliseconds.
     *
     * @param any whether there is any message in flight; if not, the age is 0
     */
    long oldestAge(long now, boolean any) {
        return slots.stream()
                .filter(slot -> any && !slot.isEmpty())
                .mapToLong(slot -> now - slot.since)
                .findFirst()
                .orElse(0);
    }
}
