package kafkademo.common.log;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** Limits the lines of one kind per second, and counts those that it suppresses. Safe for use by several threads. */
public final class LineBudget {
    private static final long SECOND = 1_000_000_000L;

    private final LongSupplier linesPerSecond;
    private final LongSupplier nanoTime;
    private final LongAdder suppressed = new LongAdder();
    private long secondStarted;
    private long written;

    /**
     * @param linesPerSecond at least 0, where 0 suppresses every line; it may change at any time
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public LineBudget(LongSupplier linesPerSecond, LongSupplier nanoTime) {
        this.linesPerSecond = linesPerSecond;
        this.nanoTime = nanoTime;
        this.secondStarted = nanoTime.getAsLong();
    }

    /** Takes one line from the budget of this second. Returns {@code false}, and counts the line as suppressed, if none is left. */
    public boolean tryAcquire() {
        // A budget of 0 needs neither the clock nor the lock, which would cost more than the rest.
        long lines = linesPerSecond.getAsLong();
        boolean acquired = lines > 0 && take(lines);
        if (!acquired) {
            suppressed.increment();
        }
        return acquired;
    }

    private synchronized boolean take(long lines) {
        long now = nanoTime.getAsLong();
        if (now - secondStarted >= SECOND) {
            secondStarted = now;
            written = 0;
        }
        if (written >= lines) {
            return false;
        }
        written++;
        return true;
    }

    /** Returns the number of lines suppressed since the start. */
    public long suppressed() {
        return suppressed.sum();
    }
}
