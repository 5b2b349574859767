package kafkademo.producer.send;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Messages that the Kafka client holds, and since when. They leave in any order, so they are counted by the ten milliseconds in
 * which they were made: the oldest of those with anything left on tells the age. What the sending thread and the client's own
 * write for each message is kept apart, down to the cache line: at half a million messages a second, to wait for each other's
 * would cost both of them more than the counting.
 */
public final class InFlight {
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** Messages made within the same ten milliseconds. */
    public final class Slot {
        private static final long STILL_OPEN = -1;

        private final long since;
        private final AtomicLong acknowledgedHere = new AtomicLong();
        private final AtomicLong failedHere = new AtomicLong();

        /** Told once, when the ten milliseconds are over. */
        private volatile long enteredHere = STILL_OPEN;

        private Slot(long since) {
            this.since = since;
        }

        /**
         * The client has taken a message of this slot, which is the newest. It may have left already: the client is quick. To be
         * called by the sending thread alone.
         */
        public void entered() {
            entered.increment();
        }

        /** A message has been acknowledged. To be called by the client's own thread alone. */
        public void acknowledged() {
            acknowledgedHere.setRelease(acknowledgedHere.getPlain() + 1);
            acknowledged.increment();
        }

        /** A message has failed for good. */
        public void failed() {
            failedHere.incrementAndGet();
            failed.increment();
        }

        private boolean isOpen() {
            return enteredHere == STILL_OPEN;
        }

        private boolean isEmpty() {
            return enteredHere == acknowledgedHere.get() + failedHere.get();
        }
    }

    private final Deque<Slot> slots = new ConcurrentLinkedDeque<>();
    private final LongAdder entered = new LongAdder();
    private final LongAdder acknowledged = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private Slot newest;
    private long newestSince;
    private long enteredBefore;

    /** The slot of a message that is made at {@code now}. To be called by the sending thread alone. */
    public Slot slot(long now) {
        if (newest == null || now - newestSince >= SLOT_NANOS) {
            startSlot(now);
        }
        return newest;
    }

    private void startSlot(long now) {
        long enteredNow = entered.sum();
        if (newest != null) {
            newest.enteredHere = enteredNow - enteredBefore;
        }
        enteredBefore = enteredNow;
        newest = new Slot(now);
        newestSince = now;
        slots.addLast(newest);
        while (slots.getFirst() != newest && slots.getFirst().isEmpty()) {
            slots.removeFirst();
        }
    }

    /** The number of messages in flight. */
    public long count() {
        // What has left is read first: read last, it could count messages that the other had not seen enter.
        long gone = acknowledged.sum() + failed.sum();
        return Math.max(0, entered.sum() - gone);
    }

    /** Nanoseconds since the oldest message in flight was made, to within ten milliseconds; 0 if there is none. */
    public long oldestAge(long now) {
        boolean any = count() > 0;
        for (Slot slot : slots) {
            if (slot.isOpen() ? any : !slot.isEmpty()) {
                return now - slot.since;
            }
        }
        return 0;
    }

    /** How many slots are kept: those from the oldest with anything left on. */
    public int slots() {
        return slots.size();
    }
}
