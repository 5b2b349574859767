package kafkademo.bench;

import java.util.List;

/** Summarises repeated measurements. */
final class Statistics {
    private Statistics() {}

    /** Returns the middle value, or the mean of the two middle values. There must be at least one. */
    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** Returns the range of the values as a share of their median. */
    static double spread(List<Double> values) {
        double min = values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double max = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        return max == min ? 0 : (max - min) / median(values);
    }
}
