package kafkademo.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

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

    /** The same, as long as a JVM runs that is to bring it about. */
    static void until(String what, Duration limit, Jvm jvm, BooleanSupplier condition) throws InterruptedException {
        until(what, limit, () -> {
            jvm.mustRun();
            return condition.getAsBoolean();
        });
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
