package kafkademo.producer.send;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.runtime.StopSignal;

/**
 * Holds the sender back while the broker has enough to do. Handing more to the Kafka client would not make it send any faster: the
 * messages would only grow older, and the objects that wait with them would cost the garbage collector more than sending costs. When
 * the broker is away, everything passes: then the client's buffer is there to be filled.
 */
public final class Backpressure {
    /** About twenty milliseconds at the highest rate, however large the batches. */
    private static final int MAX_ENOUGH = 16_384;

    private static final int MIN_ENOUGH = 1_024;

    /**
     * 12 partitions with five batches under way and one being filled are 72 batches. With messages of 360 bytes that makes one
     * message for every five bytes of a batch; four leave some room.
     */
    private static final int BATCH_BYTES_PER_MESSAGE = 4;

    private static final int MESSAGES_PER_LOOK = 256;

    /**
     * A broker that has acknowledged nothing for this long is away. During a shorter stall, or before the first acknowledgement, the
     * client's buffer must not fill up: the client keeps all the memory that it has ever used. The {@link RateLimiter} makes
     * up for what is held back for a second.
     */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private final int enough;
    private final ProducerMetrics metrics;
    private final LongSupplier nanoTime;
    private final StopSignal stop;
    private int untilLook = MESSAGES_PER_LOOK;
    private long lastAcknowledged;
    private long lastProgress;

    /** @param enough the number of messages in flight above which the sender waits, see {@link #enough} */
    public Backpressure(int enough, ProducerMetrics metrics, LongSupplier nanoTime, StopSignal stop) {
        this.enough = enough;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.stop = stop;
        this.lastProgress = nanoTime.getAsLong();
    }

    /**
     * The number of messages in flight with which the client always has enough to send. It grows with the size of the batches;
     * more than necessary would only make the garbage collector stop all threads for longer.
     *
     * @param batchBytes the client's {@code batch.size}
     */
    public static int enough(int batchBytes) {
        return Math.max(MIN_ENOUGH, Math.min(MAX_ENOUGH, batchBytes / BATCH_BYTES_PER_MESSAGE));
    }

    /** Must be called before each message: returns when it may be sent. */
    void await() {
        if (--untilLook > 0) {
            return;
        }
        untilLook = MESSAGES_PER_LOOK;
        while (brokerIsThere() && metrics.inFlight() > enough && !stop.await(WAIT_NANOS)) {
            // Until the broker has caught up.
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
