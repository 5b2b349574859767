package kafkademo.common.metrics;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * Counts values by size: exactly below 64, and above that in buckets no wider than 1/32 of their values. This is the layout of
 * an HDR histogram (<a href="http://hdrhistogram.org">hdrhistogram.org</a>) with five significant bits. Safe for use by several
 * threads.
 */
final class Buckets {
    private static final int PRECISION_BITS = 5;
    private static final int PER_POWER = 1 << PRECISION_BITS;

    /** 2^51 microseconds are 71 years, more than has passed since 1970; anything longer counts as that. */
    private static final long MAX_VALUE = (1L << 51) - 1;

    static final int SIZE = indexOf(MAX_VALUE) + 1;

    private final AtomicLongArray counts = new AtomicLongArray(SIZE);
    private final LongAccumulator max = new LongAccumulator(Math::max, 0);

    void record(long value) {
        long bounded = Math.max(0, Math.min(MAX_VALUE, value));
        counts.getAndIncrement(indexOf(bounded));
        max.accumulate(bounded);
    }

    /** Adds all counts of {@code others}. */
    void add(Buckets others) {
        for (int index = 0; index < SIZE; index++) {
            counts.getAndAdd(index, others.counts.get(index));
        }
        max.accumulate(others.max.get());
    }

    long count() {
        return countUpTo(MAX_VALUE);
    }

    /** Counts the values up to this one, and those above it in the same bucket. */
    long countUpTo(long value) {
        long count = 0;
        for (int index = 0; index <= indexOf(value); index++) {
            count += counts.get(index);
        }
        return count;
    }

    /** The largest value; 0 if there is none. */
    long max() {
        return max.get();
    }

    /** The smallest value that at least this share of the values does not exceed (the nearest-rank percentile). */
    long percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * count()));
        long seen = 0;
        for (int index = 0; index < SIZE; index++) {
            seen += counts.get(index);
            if (seen >= rank) {
                return Math.min(max(), highestAt(index));
            }
        }
        return 0;
    }

    /** Values below 2 * 32 have an index each; every further power of two has 32. */
    static int indexOf(long value) {
        int shift = Math.max(0, 63 - PRECISION_BITS - Long.numberOfLeadingZeros(value | 1));
        return shift * PER_POWER + (int) (value >>> shift);
    }

    /** The largest value with this index. */
    static long highestAt(int index) {
        int shift = Math.max(0, index / PER_POWER - 1);
        long value = index - (long) shift * PER_POWER;
        return ((value + 1) << shift) - 1;
    }
}
