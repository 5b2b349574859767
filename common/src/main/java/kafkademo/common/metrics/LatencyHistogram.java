package kafkademo.common.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long something takes, over the last minute and since the start. Values are microseconds, kept to about 3 %. The minute
 * slides in steps of ten seconds: it holds the current step and the six before it. Safe for use by several threads.
 */
public final class LatencyHistogram {
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int STEPS = 7;

    /**
     * Percentiles in milliseconds; all 0 if nothing was recorded.
     *
     * @param count number of values
     */
    public record Percentiles(long count, double p50, double p95, double p99, double max) {}

    /** Ten seconds; {@code number} counts them from the start. */
    private record Step(long number, Buckets buckets) {}

    private final LongSupplier nanoTime;
    private final long started;

    /** Everything from before the oldest of the {@link #steps}. */
    private final Buckets earlier = new Buckets();

    private final Deque<Step> steps = new ArrayDeque<>();
    private volatile Step current = new Step(0, new Buckets());

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public LatencyHistogram(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        steps.addLast(current);
    }

    /**
     * Records how long something took.
     *
     * @param micros microseconds
     * @param now when it ended, by this histogram's clock
     */
    public void record(long micros, long now) {
        long number = stepAt(now);
        Step step = current;
        if (number > step.number) {
            step = advanceTo(number);
        }
        step.buckets.record(micros);
    }

    private long stepAt(long now) {
        return (now - started) / STEP_NANOS;
    }

    private synchronized Step advanceTo(long number) {
        if (number > current.number) {
            current = new Step(number, new Buckets());
            steps.addLast(current);
            if (steps.size() > STEPS) {
                earlier.add(steps.removeFirst().buckets);
            }
        }
        return current;
    }

    /** What was recorded during the last 60 to 70 seconds. */
    public synchronized Percentiles lastMinute() {
        long oldest = stepAt(nanoTime.getAsLong()) - STEPS + 1;
        Buckets sum = new Buckets();
        steps.stream().filter(step -> step.number >= oldest).forEach(step -> sum.add(step.buckets));
        return percentiles(sum);
    }

    /** What was recorded since the start. */
    public synchronized Percentiles sinceStart() {
        Buckets sum = new Buckets();
        sum.add(earlier);
        steps.forEach(step -> sum.add(step.buckets));
        return percentiles(sum);
    }

    private static Percentiles percentiles(Buckets buckets) {
        return new Percentiles(
                buckets.count(),
                millis(buckets.percentile(0.50)),
                millis(buckets.percentile(0.95)),
                millis(buckets.percentile(0.99)),
                millis(buckets.max()));
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}
