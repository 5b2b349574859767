package kafkademo.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/** What work costs, in bytes that it allocates. Unlike time, that is the same on every machine, however busy. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** The first run may load classes, and the next grow a cache. */
    private static final int TRIES = 4;

    private Allocation() {}

    /**
     * Does the work, and returns its result.
     *
     * @param limit bytes that it may allocate
     * @param work gives the same result each time
     */
    public static <T> T within(long limit, Supplier<T> work) {
        long least = Long.MAX_VALUE;
        for (int tries = 0; tries < TRIES; tries++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            T result = work.get();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            if (least <= limit) {
                return result;
            }
        }
        throw new AssertionError("allocates " + least + " bytes, more than " + limit);
    }
}
