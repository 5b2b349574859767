package kafkademo.common.metrics;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import kafkademo.common.Topic;

/**
 * How long something takes, over the last minute and since the start. Values are microseconds, kept to about 3 %. The minute
 * slides in steps of ten seconds: it holds the current step and the six before it. Safe for use by several threads.
 */
public final class LatencyHistogram {
    private static final long STEP_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int STEPS = 7;

    /** Ten seconds; {@code number} counts them from the start. */
    private record Step(long number, Buckets buckets) {}

    private final LongSupplier nanoTime;
    private final long started;

    /** Everything from before the oldest of the {@link #steps}. */
    private final Step earlier = new Step(Long.MIN_VALUE, new Buckets());

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
                earlier.buckets.add(steps.removeFirst().buckets);
            }
        }
        return current;
    }

    /** Publishes both windows as beans of this type. */
    public void register(String type, Topic topic) {
        Beans.register(lastMinute(), type, "topic", topic.topicName(), "window", "minute");
        Beans.register(sinceStart(), type, "topic", topic.topicName(), "window", "total");
    }

    /** What was recorded during the last 60 to 70 seconds, whenever it is read. */
    public Bean lastMinute() {
        return bean(() -> since(stepAt(nanoTime.getAsLong()) - STEPS + 1));
    }

    /** What was recorded since the start, whenever it is read. */
    public Bean sinceStart() {
        return bean(() -> since(Long.MIN_VALUE));
    }

    private synchronized Buckets since(long oldest) {
        Buckets sum = new Buckets();
        Stream.concat(Stream.of(earlier), steps.stream())
                .filter(step -> step.number >= oldest)
                .forEach(step -> sum.add(step.buckets));
        return sum;
    }

    private static Bean bean(Supplier<Buckets> window) {
        return new Bean()
                .with("Count", () -> window.get().count())
                .with("CountWithinSecond", () -> window.get().countUpTo(TimeUnit.SECONDS.toMicros(1)))
                .with("P50Ms", () -> window.get().percentile(0.50) / 1000.0)
                .with("P95Ms", () -> window.get().percentile(0.95) / 1000.0)
                .with("P99Ms", () -> window.get().percentile(0.99) / 1000.0)
                .with("MaxMs", () -> window.get().max() / 1000.0);
    }
}
