package kafkademo.common.log;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many lines of one kind may still be written in this second. What exceeds the budget is counted, so that a summary can
 * say how many lines are missing. Safe for use by several threads.
 */
public final class LineBudget {
    private static final long SECOND = 1_000_000_000L;

    private final long linesPerSecond;
    private final LongSupplier nanoTime;
    private final AtomicLong suppressed = new AtomicLong();
    private long secondStarted;
    private long written;

    /**
     * @param linesPerSecond at least 0; 0 suppresses every line
     * @param nanoTime a clock such as {@link System#nanoTime}
     */
    public LineBudget(long linesPerSecond, LongSupplier nanoTime) {
        this.linesPerSecond = linesPerSecond;
        this.nanoTime = nanoTime;
        this.secondStarted = nanoTime.getAsLong();
    }

    /** Takes one line from the budget; {@code false}, and counted as suppressed, if this second's is used up. */
    public boolean tryAcquire() {
        // Without lines neither the clock nor the lock is worth its price per message.
        if (linesPerSecond > 0 && take()) {
            return true;
        }
        suppressed.incrementAndGet();
        return false;
    }

    /**
     * Whether there is a line left now, for the one thread that has to know beforehand. It tells afterwards what has become of the
     * line: {@link #spend} or {@link #suppress}.
     */
    public boolean hasLeft() {
        return linesPerSecond > 0 && isLeft();
    }

    /** Takes the line that {@link #hasLeft} has found. */
    public synchronized void spend() {
        written++;
    }

    /** Counts a line as suppressed where {@link #hasLeft} has found none. */
    public void suppress() {
        suppressed.incrementAndGet();
    }

    private synchronized boolean take() {
        boolean left = isLeft();
        if (left) {
            written++;
        }
        return left;
    }

    private synchronized boolean isLeft() {
        long now = nanoTime.getAsLong();
        if (now - secondStarted >= SECOND) {
            secondStarted = now;
            written = 0;
        }
        return written < linesPerSecond;
    }

    /** Lines suppressed since the start. */
    public long suppressed() {
        return suppressed.get();
    }
}
