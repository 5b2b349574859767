package kafkademo.bench;

import java.util.Arrays;

/**
 * How evenly records arrived.
 *
 * @param perSecond the achieved rate
 * @param longestGapMillis the longest time without a record
 * @param largestBurst the most records within any {@value #WINDOW_MILLIS} ms
 */
record Pacing(double perSecond, long longestGapMillis, int largestBurst) {
    static final int WINDOW_MILLIS = 100;

    /**
     * Computes the figures for the records between two times.
     *
     * @param timestamps of records in any order, in milliseconds; at least two must lie between the two times
     */
    static Pacing of(long[] timestamps, long from, long to) {
        long[] sorted = Arrays.stream(timestamps)
                .filter(time -> time >= from && time < to)
                .sorted()
                .toArray();
        if (sorted.length < 2) {
            throw new BenchException("only " + sorted.length + " records in " + (to - from) + " ms");
        }
        long longestGap = 0;
        int largestBurst = 0;
        int first = 0;
        for (int i = 0; i < sorted.length; i++) {
            longestGap = i == 0 ? 0 : Math.max(longestGap, sorted[i] - sorted[i - 1]);
            while (sorted[i] - sorted[first] >= WINDOW_MILLIS) {
                first++;
            }
            largestBurst = Math.max(largestBurst, i - first + 1);
        }
        // Measured from record to record, because at low rates the two times cut intervals in half.
        double seconds = (sorted[sorted.length - 1] - sorted[0]) / 1e3;
        return new Pacing((sorted.length - 1) / seconds, longestGap, largestBurst);
    }

    /** Returns how far the rate is off, in percent of the requested rate. */
    double errorPercent(double asked) {
        return 100 * Math.abs(perSecond / asked - 1);
    }

    /**
     * Returns the largest burst as a multiple of what is due in the window. At low rates a single record is already
     * twice its share.
     */
    double burstShare(double asked) {
        return largestBurst / Math.max(asked * WINDOW_MILLIS / 1e3, 0.5);
    }
}
