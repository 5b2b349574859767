package kafkademo.producer;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Messages that the Kafka client holds, and since when. They leave in any order, so they are counted by the ten milliseconds in
 * which they were made: the oldest of those with anything left on tells the age. The sending thread and the client's own do not
 * write to the same counter, which at half a million messages a second would cost both of them more than the counting.
 */
final class InFlight {
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Messages made within the same ten milliseconds. */
    static final class Slot {
        private static final long STILL_OPEN = -1;

        private final long since;
        private final AtomicLong left = new AtomicLong();

        /** Told once, when the ten milliseconds are over. */
        private volatile long entered = STILL_OPEN;

        private Slot(long since) {
            this.since = since;
        }

        private boolean isOpen() {
            return entered == STILL_OPEN;
        }

        private boolean isEmpty() {
            return entered == left.get();
        }
    }

    private final Deque<Slot> slots = new ConcurrentLinkedDeque<>();
    private final LongAdder entered = new LongAdder();
    private final LongAdder left = new LongAdder();
    private Slot newest;
    private long enteredNewest;

    /** The slot of a message that is made at {@code now}. To be called by the sending thread alone. */
    Slot slot(long now) {
        if (newest == null || now - newest.since >= SLOT_NANOS) {
            if (newest != null) {
                newest.entered = enteredNewest;
            }
            enteredNewest = 0;
            newest = new Slot(now);
            slots.addLast(newest);
            while (slots.getFirst() != newest && slots.getFirst().isEmpty()) {
                slots.removeFirst();
            }
        }
        return newest;
    }

    /**
     * The client has taken the message that was made last. It may have left already: the client is quick. To be called by the
     * sending thread alone.
     */
    void enter() {
        enteredNewest++;
        entered.increment();
    }

    /** A message has been acknowledged or has failed for good. */
    void leave(Slot slot) {
        slot.left.getAndIncrement();
        left.increment();
    }

    /** The number of messages in flight. */
    long count() {
        // What has left is read first: read last, it could count messages that the other had not seen enter.
        long gone = left.sum();
        return Math.max(0, entered.sum() - gone);
    }

    /** Nanoseconds since the oldest message in flight was made, to within ten milliseconds; 0 if there is none. */
    long oldestAge(long now) {
        boolean any = count() > 0;
        for (Slot slot : slots) {
            if (slot.isOpen() ? any : !slot.isEmpty()) {
                return now - slot.since;
            }
        }
        return 0;
    }

    /** How many slots are kept: those from the oldest with anything left on. */
    int slots() {
        return slots.size();
    }
}
