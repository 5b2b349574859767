package kafkademo.bench;

import java.util.Arrays;

/**
 * How evenly records came.
 *
 * @param perSecond achieved rate
 * @param longestGapMillis the longest time without a record
 * @param largestBurst the most records within {@value #WINDOW_MILLIS} ms, wherever they begin
 */
record Pacing(double perSecond, long longestGapMillis, int largestBurst) {
    static final int WINDOW_MILLIS = 100;

    /**
     * Of the records from one moment to another.
     *
     * @param timestamps of records in any order, in milliseconds; two must lie between the moments
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
        // From a record to a record, since at low rates the moments cut whole intervals.
        double seconds = (sorted[sorted.length - 1] - sorted[0]) / 1e3;
        return new Pacing((sorted.length - 1) / seconds, longestGap, largestBurst);
    }

    /** How far off the rate is, in percent of what was asked. */
    double errorPercent(double asked) {
        return 100 * Math.abs(perSecond / asked - 1);
    }

    /** The largest burst as a multiple of what is due in its time; a single record, at low rates, is twice its share. */
    double burstShare(double asked) {
        return largestBurst / Math.max(asked * WINDOW_MILLIS / 1e3, 0.5);
    }
}
