package kafkademo.common.metrics;

import java.util.Arrays;
import java.util.function.Supplier;
import kafkademo.common.metrics.LatencyHistogram.Percentiles;

/** The windows of a {@link LatencyHistogram} as beans. */
public final class LatencyBean {
    private LatencyBean() {}

    /** Publishes a histogram as two beans of one type; {@code window} is {@code minute} or {@code total}. */
    public static void register(LatencyHistogram histogram, String type, String... keys) {
        Beans.register(of(histogram::lastMinute), type, with(keys, "window", "minute"));
        Beans.register(of(histogram::sinceStart), type, with(keys, "window", "total"));
    }

    private static Bean of(Supplier<Percentiles> window) {
        return new Bean()
                .with(
                        "Count",
                        "number of values in the window",
                        () -> window.get().count())
                .with("P50Ms", "the median, in milliseconds", () -> window.get().p50())
                .with(
                        "P95Ms",
                        "the 95th percentile, in milliseconds",
                        () -> window.get().p95())
                .with(
                        "P99Ms",
                        "the 99th percentile, in milliseconds",
                        () -> window.get().p99())
                .with(
                        "MaxMs",
                        "the largest value, in milliseconds",
                        () -> window.get().max());
    }

    private static String[] with(String[] keys, String key, String value) {
        String[] more = Arrays.copyOf(keys, keys.length + 2);
        more[keys.length] = key;
        more[keys.length + 1] = value;
        return more;
    }
}
