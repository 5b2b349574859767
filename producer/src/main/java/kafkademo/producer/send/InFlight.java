package kafkademo.producer.send;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The messages in flight, that is, held by the Kafka client. They leave in any order, so they are counted by the ten milliseconds
 * in which they were made. Thread-safe.
 */
final class InFlight {
    private static final long SLOT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long started;

    /** Messages by slot, the number of the ten milliseconds since the start. A slot without messages has no entry. */
    private final Map<Long, Long> slots = new ConcurrentHashMap<>();

    InFlight(long started) {
        this.started = started;
    }

    /** Counts a message that the client has taken. Its callback may have been called already: the client is quick. */
    void entered(long created) {
        add(created, 1);
    }

    /** Counts a message that has been acknowledged or has failed for good. */
    void left(long created) {
        add(created, -1);
    }

    private void add(long created, long change) {
        slots.merge((created - started) / SLOT_NANOS, change, (count, more) -> count + more == 0 ? null : count + more);
    }

    long count() {
        return Math.max(0, slots.values().stream().mapToLong(Long::longValue).sum());
    }

    /** Returns the nanoseconds since the oldest message was made, to within ten milliseconds; 0 if there is none. */
    long oldestAge(long now) {
        return slots.entrySet().stream()
                .filter(slot -> slot.getValue() > 0)
                .mapToLong(slot -> now - started - slot.getKey() * SLOT_NANOS)
                .max()
                .orElse(0);
    }

    /** Returns the number of slots that are kept. */
    int slots() {
        return slots.size();
    }
}
