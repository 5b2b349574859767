package kafkademo.producer.send;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * The age of the oldest message in flight, that is, held by the Kafka client. Messages leave in any order, so they are counted in
 * slots of the ten milliseconds in which they were made, and the age is that of the oldest slot with anything in flight.
 */
final class InFlight {
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Messages made within the same ten milliseconds. */
    static final class Slot {
        private final long since;
        private final LongAdder inFlight = new LongAdder();

        private Slot(long since) {
            this.since = since;
        }

        /** The client has taken a message. Its callback may have been called already: the client is quick. */
        void entered() {
            inFlight.increment();
        }

        /** A message has been acknowledged or has failed for good. May be called by any thread. */
        void left() {
            inFlight.decrement();
        }

        private boolean isEmpty() {
            return inFlight.sum() <= 0;
        }
    }

    private final Deque<Slot> slots = new ConcurrentLinkedDeque<>();

    /** The slot of a message that is made at {@code now}. Only the sending thread may call this. */
    Slot slot(long now) {
        Slot newest = slots.peekLast();
        if (newest != null && now - newest.since < SLOT_NANOS) {
            return newest;
        }
        while (!slots.isEmpty() && slots.getFirst().isEmpty()) {
            slots.removeFirst();
        }
        Slot slot = new Slot(now);
        slots.addLast(slot);
        return slot;
    }

    /** Nanoseconds since the oldest message in flight was made, to within ten milliseconds; 0 if there is none. */
    long oldestAge(long now) {
        for (Slot slot : slots) {
            if (!slot.isEmpty()) {
                return now - slot.since;
            }
        }
        return 0;
    }

    /** The number of slots that are kept: those from the oldest with anything in flight. */
    int slots() {
        return slots.size();
    }
}
