package kafkademo.common.metrics;

import java.util.Arrays;
import java.util.function.Supplier;
import kafkademo.common.metrics.LatencyHistogram.Percentiles;

/** One window of a {@link LatencyHistogram} as a bean. */
public final class LatencyBean implements LatencyMXBean {
    private final Supplier<Percentiles> window;

    private LatencyBean(Supplier<Percentiles> window) {
        this.window = window;
    }

    /** Publishes a histogram as two beans of one type; {@code window} is {@code minute} or {@code total}. */
    public static void register(LatencyHistogram histogram, String type, String... keys) {
        Beans.register(new LatencyBean(histogram::lastMinute), type, with(keys, "window", "minute"));
        Beans.register(new LatencyBean(histogram::sinceStart), type, with(keys, "window", "total"));
    }

    private static String[] with(String[] keys, String key, String value) {
        String[] more = Arrays.copyOf(keys, keys.length + 2);
        more[keys.length] = key;
        more[keys.length + 1] = value;
        return more;
    }

    @Override
    public long getCount() {
        return window.get().count();
    }

    @Override
    public double getP50Ms() {
        return window.get().p50();
    }

    @Override
    public double getP95Ms() {
        return window.get().p95();
    }

    @Override
    public double getP99Ms() {
        return window.get().p99();
    }

    @Override
    public double getMaxMs() {
        return window.get().max();
    }
}
