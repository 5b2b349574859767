package kafkademo.localstack;

import java.time.Duration;
import java.util.Locale;

/** How long something has taken so far. */
final class Stopwatch {
    private final long begin = System.nanoTime();

    /** The time since it was made. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The same for people, such as {@code 1.3 s}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f s", elapsed().toMillis() / 1e3);
    }
}
