package kafkademo.producer.shop;

import java.util.function.LongSupplier;

/**
 * The shop's clock, which goes on when it is told to: events that are made together happen at the same moment. At full speed
 * they are a few hundred within a fraction of a millisecond, and to ask the system for each would be a tenth of the work.
 * Not thread-safe.
 */
public final class EventClock implements LongSupplier {
    private final LongSupplier epochMillis;
    private long now;

    /** @param epochMillis the time to go by, such as {@link System#currentTimeMillis} */
    public EventClock(LongSupplier epochMillis) {
        this.epochMillis = epochMillis;
        update();
    }

    /** Takes the time. */
    public void update() {
        now = epochMillis.getAsLong();
    }

    /** Milliseconds since 1970-01-01T00:00:00Z at the latest update. */
    @Override
    public long getAsLong() {
        return now;
    }
}
