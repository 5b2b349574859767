package kafkademo.producer.send;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The producer gets something done when a message is acknowledged. It has nothing to do while its loop turns and no message is
 * in flight: none is due yet, or the rate is 0. After a failed send that no longer holds until a message is acknowledged again,
 * unless the rate is 0; for at a low rate, sends that all fail would look like having nothing to do in between.
 */
public final class SendProgress {
    private final ProducerMetrics metrics;
    private final DoubleSupplier rate;
    private final LongSupplier turns;
    private long lastTurns;
    private long lastAcknowledged;
    private long lastFailed;
    private boolean failing;

    /**
     * @param rate messages to send each second, 0 while paused
     * @param turns counts the turns of the send loop
     */
    public SendProgress(ProducerMetrics metrics, DoubleSupplier rate, LongSupplier turns) {
        this.metrics = metrics;
        this.rate = rate;
        this.turns = turns;
    }

    /** Whether the producer has been healthy since the last call, to be asked once a second from one thread. */
    public boolean sinceLastLook() {
        long nowTurns = turns.getAsLong();
        long acknowledged = metrics.acknowledged();
        long failed = metrics.failed();
        boolean done = acknowledged != lastAcknowledged;
        if (done) {
            failing = false;
        } else if (failed != lastFailed) {
            failing = true;
        }
        boolean turning = nowTurns != lastTurns;
        lastTurns = nowTurns;
        lastAcknowledged = acknowledged;
        lastFailed = failed;
        return done || turning && metrics.inFlight() == 0 && (!failing || rate.getAsDouble() == 0);
    }
}
