package kafkademo.producer.send;

/**
 * Says when the next message is due. Messages follow a schedule, the k-th due at {@code start + k / rate}, so that neither the
 * work between them nor a late wake-up makes the rate drift. A stall is made up for within bounds: at most one second of it, at
 * one and a half times the rate, never as a burst.
 *
 * <p>It reads no clock and never waits. Times are those of {@link System#nanoTime}. Not thread-safe.
 */
public final class RateLimiter {
    public static final double MAX_PER_SECOND = 1_000_000;

    /** What {@link #nanosUntilDue} returns while the rate is 0. */
    static final long NEVER = Long.MAX_VALUE;

    private static final double SECOND = 1e9;
    private static final long MAX_LAG_NANOS = 1_000_000_000;
    private static final double CATCH_UP_FACTOR = 1.5;

    /** A shorter delay is the scheduler's doing, not a stall: what became due meanwhile goes out at once. */
    private static final long GRAIN_NANOS = 10_000_000;

    private final double perSecond;
    private final double interval;
    private boolean started;
    private long start;
    private long position;
    private long due;
    private double spacedFrom;

    /** @param perSecond messages a second, 0 (never) to {@link #MAX_PER_SECOND} */
    public RateLimiter(double perSecond) {
        this.perSecond = perSecond;
        this.interval = SECOND / perSecond;
    }

    double perSecond() {
        return perSecond;
    }

    /** Nanoseconds from {@code now} until the next message is due: 0 if it is due already, {@link #NEVER} at a rate of 0. */
    public long nanosUntilDue(long now) {
        if (Double.isInfinite(interval)) {
            return NEVER;
        }
        if (!started) {
            started = true;
            start = now;
            due = now;
            spacedFrom = -GRAIN_NANOS;
        }
        if (now - due > MAX_LAG_NANOS) {
            startAt(now - MAX_LAG_NANOS);
        }
        return Math.max(0, Math.max(due - now, start + (long) spacedFrom - now));
    }

    /** Takes the message that is due at {@code now}: the next one is the one to wait for. */
    public void take(long now) {
        position++;
        due = start + (long) (position * interval);
        spacedFrom = Math.max(spacedFrom, now - start - GRAIN_NANOS) + interval / CATCH_UP_FACTOR;
    }

    private void startAt(long newStart) {
        // The spacing is kept relative to the start, where a double is exact to the nanosecond.
        spacedFrom += start - newStart;
        start = newStart;
        position = 0;
        due = newStart;
    }
}
