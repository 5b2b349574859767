package kafkademo.common.metrics;

/** A number that only grows. */
@FunctionalInterface
public interface CounterMXBean {
    /** The number since the start. */
    long getCount();
}
