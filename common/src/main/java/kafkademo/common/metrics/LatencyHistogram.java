package kafkademo.common.metrics;

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
     * What a histogram says at one moment, in milliseconds; all 0 where nothing was recorded.
     *
     * @param count number of values
     */
    public record Percentiles(long count, double p50, double p95, double p99, double max) {}

    private final LongSupplier nanoTime;
    private final long started;

    /** What was recorded in steps that are over and whose place has been taken by a later one. */
    private final Buckets earlier = new Buckets();

    private final Buckets[] steps = new Buckets[STEPS];

    /** Which step, counted from the start, each of {@link #steps} holds. */
    private final long[] numbers = new long[STEPS];

    private volatile long newest;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public LatencyHistogram(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        for (int i = 0; i < STEPS; i++) {
            steps[i] = new Buckets();
            numbers[i] = i == 0 ? 0 : -1;
        }
    }

    /**
     * Records how long something took.
     *
     * @param micros microseconds
     * @param now when it ended, by this histogram's clock
     */
    public void record(long micros, long now) {
        long number = (now - started) / STEP_NANOS;
        if (number != newest) {
            startStep(number);
        }
        steps[(int) (number % STEPS)].record(micros);
    }

    private synchronized void startStep(long number) {
        int place = (int) (number % STEPS);
        if (numbers[place] < number) {
            steps[place].moveTo(earlier);
            numbers[place] = number;
            newest = number;
        }
    }

    /** What was recorded during the last 60 to 70 seconds. */
    public synchronized Percentiles lastMinute() {
        long oldest = (nanoTime.getAsLong() - started) / STEP_NANOS - STEPS + 1;
        long[] sums = new long[Buckets.size()];
        long max = 0;
        for (int place = 0; place < STEPS; place++) {
            if (numbers[place] >= Math.max(0, oldest)) {
                steps[place].addTo(sums);
                max = Math.max(max, steps[place].max());
            }
        }
        return percentiles(sums, max);
    }

    /** What was recorded since the start. */
    public synchronized Percentiles sinceStart() {
        long[] sums = new long[Buckets.size()];
        earlier.addTo(sums);
        long max = earlier.max();
        for (Buckets step : steps) {
            step.addTo(sums);
            max = Math.max(max, step.max());
        }
        return percentiles(sums, max);
    }

    private static Percentiles percentiles(long[] sums, long max) {
        long count = 0;
        for (long sum : sums) {
            count += sum;
        }
        return new Percentiles(
                count,
                millis(percentile(sums, count, 0.50, max)),
                millis(percentile(sums, count, 0.95, max)),
                millis(percentile(sums, count, 0.99, max)),
                millis(max));
    }

    /** The smallest value that at least this share of the values does not exceed (the nearest-rank percentile). */
    private static long percentile(long[] sums, long count, double share, long max) {
        long rank = Math.max(1, (long) Math.ceil(share * count));
        long seen = 0;
        for (int index = 0; index < sums.length; index++) {
            seen += sums[index];
            if (seen >= rank) {
                return Math.min(max, Buckets.highestAt(index));
            }
        }
        return 0;
    }

    private static double millis(long micros) {
        return micros / 1000.0;
    }
}
