package kafkademo.common.metrics;

/** How long something takes, over a window of time. */
public interface LatencyMXBean {
    /** Number of values in the window. */
    long getCount();

    /** Number of values of at most a second. */
    long getCountWithinSecond();

    /** The median, in milliseconds. */
    double getP50Ms();

    /** The 95th percentile, in milliseconds. */
    double getP95Ms();

    /** The 99th percentile, in milliseconds. */
    double getP99Ms();

    /** The largest value, in milliseconds. */
    double getMaxMs();
}
