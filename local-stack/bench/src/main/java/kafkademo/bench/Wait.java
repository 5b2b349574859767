package kafkademo.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Waiting with a limit. */
final class Wait {
    private Wait() {}

    /** Asks again and again until it is so. */
    static void until(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchException("waited " + limit.toSeconds() + " s in vain for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Follows a count until it has passed the end, while the JVM that makes it grow runs. */
    static Timeline follow(LongSupplier count, long end, Jvm jvm, Duration limit) throws InterruptedException {
        Timeline timeline = new Timeline();
        until("record " + end, limit, () -> {
            long now = count.getAsLong();
            timeline.add(System.nanoTime(), now);
            if (now < end) {
                jvm.mustRun();
            }
            return now >= end;
        });
        return timeline;
    }

    /** Lets a JVM run for a while. */
    static void during(Duration time, Jvm... jvms) throws InterruptedException {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            TimeUnit.NANOSECONDS.sleep(Math.min(TimeUnit.SECONDS.toNanos(1), end - System.nanoTime()));
            for (Jvm jvm : jvms) {
                jvm.mustRun();
            }
        }
    }
}
