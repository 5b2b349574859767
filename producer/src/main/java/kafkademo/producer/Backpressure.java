package kafkademo.producer;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.StopSignal;

/**
 * Holds the sender back while the broker has plenty to do. What is handed to the Kafka client beyond that isn't acknowledged any
 * sooner: it only grows older, and the objects that wait with it cost the garbage collector more than sending them costs.
 * Without a broker it lets everything pass: then the client's buffer is there to be filled.
 */
final class Backpressure {
    /** Some fifty milliseconds of the highest rate: more than a nearby broker has under way at a time. */
    static final long PLENTY = 16_384;

    /** The counters are looked at once in so many messages. */
    private static final int LOOK_EVERY = 256;

    /** A broker that has acknowledged nothing for so long is away. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final ProducerMetrics metrics;
    private final LongSupplier nanoTime;
    private final StopSignal stop;
    private int untilLook = LOOK_EVERY;
    private long lastAcknowledged;
    private long lastProgress;

    Backpressure(ProducerMetrics metrics, LongSupplier nanoTime, StopSignal stop) {
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.stop = stop;
        this.lastProgress = nanoTime.getAsLong();
    }

    /** To be called before each message: returns when it may be sent. */
    void await() {
        if (--untilLook > 0) {
            return;
        }
        untilLook = LOOK_EVERY;
        while (brokerIsThere() && metrics.inFlight() > PLENTY && !stop.await(WAIT_NANOS)) {
            // Waited a little.
        }
    }

    private boolean brokerIsThere() {
        long now = nanoTime.getAsLong();
        long acknowledged = metrics.acknowledged();
        if (acknowledged != lastAcknowledged) {
            lastAcknowledged = acknowledged;
            lastProgress = now;
        }
        return now - lastProgress < PATIENCE_NANOS;
    }
}
