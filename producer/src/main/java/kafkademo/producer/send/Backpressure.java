package kafkademo.producer.send;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.runtime.StopSignal;

/**
 * Holds the sender back while the broker has plenty to do. What is handed to the Kafka client beyond that isn't acknowledged any
 * sooner: it only grows older, and the objects that wait with it cost the garbage collector more than sending them costs.
 * Without a broker it lets everything pass: then the client's buffer is there to be filled.
 */
public final class Backpressure {
    /** Some twenty milliseconds of the highest rate, however large the batches. */
    private static final int MOST = 16_384;

    /** However small they are. */
    private static final int LEAST = 1_024;

    /**
     * One message for so many bytes of a batch: 12 partitions with five batches under way and one being filled hold 72 batches
     * of messages of 360 bytes, which makes one for five; and some more.
     */
    private static final int BATCH_BYTES_PER_MESSAGE = 4;

    /** The counters are looked at once in so many messages. */
    private static final int LOOK_EVERY = 256;

    /**
     * A broker that has acknowledged nothing for so long is away. A shorter stall, or the wait for the first acknowledgement, is
     * no reason to fill the client's buffer: it keeps, and goes on to use in turn, all the memory that it has ever used. What is
     * held back for a second, the {@link RateLimiter} makes good.
     */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int plenty;
    private final ProducerMetrics metrics;
    private final LongSupplier nanoTime;
    private final StopSignal stop;
    private int untilLook = LOOK_EVERY;
    private long lastAcknowledged;
    private long lastProgress;

    /** @param plenty messages in flight above which the sender waits, see {@link #plenty} */
    public Backpressure(int plenty, ProducerMetrics metrics, LongSupplier nanoTime, StopSignal stop) {
        this.plenty = plenty;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.stop = stop;
        this.lastProgress = nanoTime.getAsLong();
    }

    /**
     * With how many messages in flight the client has always enough to send: the more, the larger its batches are. With Kafka's
     * own 16 KiB a quarter of what 128 KiB need is enough, and more would only make the garbage collector stop all threads
     * for longer.
     *
     * @param batchBytes the client's {@code batch.size}
     */
    public static int plenty(int batchBytes) {
        return Math.max(LEAST, Math.min(MOST, batchBytes / BATCH_BYTES_PER_MESSAGE));
    }

    /** To be called before each message: returns when it may be sent, and whether that took a while. */
    public boolean await() {
        if (--untilLook > 0) {
            return false;
        }
        untilLook = LOOK_EVERY;
        boolean waited = false;
        while (brokerIsThere() && metrics.inFlight() > plenty && !stop.await(WAIT_NANOS)) {
            waited = true;
        }
        return waited;
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
