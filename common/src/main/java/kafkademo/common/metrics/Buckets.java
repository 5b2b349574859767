package kafkademo.common.metrics;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts of values by size: exact below 64, above that in buckets no wider than a 32nd of their values. The layout is that of
 * an HDR histogram (<a href="http://hdrhistogram.org">hdrhistogram.org</a>) with five significant bits. Safe for use by several
 * threads; a reader sees every value whose recording has ended.
 */
final class Buckets {
    private static final int PRECISION_BITS = 5;
    private static final int PER_POWER = 1 << PRECISION_BITS;

    /** 2^40 microseconds are twelve days: whatever takes longer is as good as that. */
    private static final long MAX_VALUE = (1L << 40) - 1;

    private static final int SIZE = indexOf(MAX_VALUE) + 1;

    private final AtomicLongArray counts = new AtomicLongArray(SIZE);
    private final AtomicLong max = new AtomicLong();

    void record(long value) {
        long bounded = Math.max(0, Math.min(MAX_VALUE, value));
        counts.getAndIncrement(indexOf(bounded));
        if (bounded > max.get()) {
            max.accumulateAndGet(bounded, Math::max);
        }
    }

    /** Moves all counts to {@code target}. A value recorded meanwhile is found in one of the two. */
    void moveTo(Buckets target) {
        for (int index = 0; index < SIZE; index++) {
            target.counts.getAndAdd(index, counts.getAndSet(index, 0));
        }
        target.max.accumulateAndGet(max.getAndSet(0), Math::max);
    }

    /** Adds these counts to {@code sums}, an array of {@link #size} places. */
    void addTo(long[] sums) {
        for (int index = 0; index < SIZE; index++) {
            sums[index] += counts.get(index);
        }
    }

    /** The largest value recorded, 0 where there is none. */
    long max() {
        return max.get();
    }

    static int size() {
        return SIZE;
    }

    /** Values below 2 * 32 have an index each, and every further power of two has 32. */
    static int indexOf(long value) {
        int shift = Math.max(0, 63 - PRECISION_BITS - Long.numberOfLeadingZeros(value | 1));
        return shift * PER_POWER + (int) (value >>> shift);
    }

    /** The largest value that counts at this index. */
    static long highestAt(int index) {
        int shift = Math.max(0, index / PER_POWER - 1);
        long value = index - (long) shift * PER_POWER;
        return ((value + 1) << shift) - 1;
    }
}
