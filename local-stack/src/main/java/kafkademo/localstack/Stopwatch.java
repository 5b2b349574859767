package kafkademo.localstack;

import java.time.Duration;
import java.util.Locale;

/** Measures the time since its creation. */
final class Stopwatch {
    private final long begin = System.nanoTime();

    /** Returns the time since this stopwatch was created. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** Returns the elapsed time for people, such as {@code 1.3 s}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f s", elapsed().toMillis() / 1e3);
    }
}
