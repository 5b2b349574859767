package kafkademo.common.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * A count that one thread at a time keeps and that any may read. It costs that thread an ordinary addition, where a counter
 * for several threads has to lock the memory; and it is alone on its cache line, so that neither a reader nor the neighbour's
 * counter makes a processor wait for the other.
 */
public final class Counter {
    /** Longs in a cache line of 128 bytes, the longest there is. */
    private static final int LINE = 16;

    /** The count, with a line of nothing on either side. */
    private final AtomicLongArray cells = new AtomicLongArray(LINE + 1 + LINE);

    /** To be called by the thread alone that keeps the count. */
    public void add(long more) {
        cells.setRelease(LINE, cells.getPlain(LINE) + more);
    }

    /** To be called by the thread alone that keeps the count. */
    public void increment() {
        add(1);
    }

    public long get() {
        return cells.getAcquire(LINE);
    }
}
