package kafkademo.common.metrics;

import java.util.concurrent.atomic.AtomicLong;

/** A count that one thread advances and any thread reads. Other than an atomic addition it costs the one thread next to nothing. */
public final class Counter {
    private final AtomicLong value = new AtomicLong();

    /** To be called by the one thread alone. */
    public void increment() {
        add(1);
    }

    /** To be called by the one thread alone. */
    public void add(long amount) {
        value.setRelease(value.getPlain() + amount);
    }

    public long get() {
        return value.get();
    }
}
