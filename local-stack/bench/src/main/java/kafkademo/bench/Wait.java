package kafkademo.bench;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits with a limit. */
final class Wait {
    private Wait() {}

    /** Polls until the condition holds. */
    static void until(String what, Duration limit, BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new BenchException("gave up after " + limit.toSeconds() + " s waiting for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** Polls until the condition holds. Fails if the JVM that should bring it about ends. */
    static void until(String what, Duration limit, Jvm jvm, BooleanSupplier condition) throws InterruptedException {
        until(what, limit, () -> {
            jvm.mustRun();
            return condition.getAsBoolean();
        });
    }

    /** Lets JVMs run for a while. */
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
