package kafkademo.producer.send;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The messages in flight, that is, held by the Kafka client. They leave in any order, so they are counted by the ten milliseconds
 * in which they were made. One thread sends; any thread may read.
 */
final class InFlight {
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** The messages made within the same ten milliseconds. */
    final class Slot {
        private final long since;
        private final LongAdder messages = new LongAdder();

        private Slot(long since) {
            this.since = since;
        }

        /** Counts a message that the client has taken. Its callback may have been called already: the client is quick. */
        void entered() {
            messages.increment();
            all.increment();
        }

        /** Counts a message that has been acknowledged or has failed for good. */
        void left() {
            messages.decrement();
            all.decrement();
        }
    }

    private final LongAdder all = new LongAdder();
    private final Deque<Slot> slots = new ConcurrentLinkedDeque<>();
    private Slot newest;

    /** Returns the slot of a message that is made at {@code now}. Only the thread that sends may call it. */
    Slot slot(long now) {
        if (newest == null || now - newest.since >= SLOT_NANOS) {
            // Nothing enters the older slots any more.
            slots.removeIf(slot -> slot.messages.sum() == 0);
            newest = new Slot(now);
            slots.addLast(newest);
        }
        return newest;
    }

    long count() {
        return Math.max(0, all.sum());
    }

    /** Returns the nanoseconds since the oldest message was made, to within ten milliseconds; 0 if there is none. */
    long oldestAge(long now) {
        return slots.stream()
                .filter(slot -> slot.messages.sum() > 0)
                .mapToLong(slot -> now - slot.since)
                .findFirst()
                .orElse(0);
    }

    /** Returns the number of slots that are kept. */
    int slots() {
        return slots.size();
    }
}
