package kafkademo.producer.send;

import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import kafkademo.common.runtime.Progress;

/**
 * The producer gets something done when a message is acknowledged. It has nothing to do while its loop turns and no message is
 * in flight: none is due yet, or the rate is 0. After a failed send that no longer holds until a message is acknowledged again,
 * unless the rate is 0; for at a low rate, sends that all fail would look like having nothing to do in between.
 */
public final class SendProgress extends Progress {
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

    @Override
    protected long done() {
        return metrics.acknowledged();
    }

    @Override
    protected boolean nothingToDo() {
        long nowTurns = turns.getAsLong();
        long acknowledged = metrics.acknowledged();
        long failed = metrics.failed();
        if (acknowledged != lastAcknowledged) {
            failing = false;
        } else if (failed != lastFailed) {
            failing = true;
        }
        boolean turning = nowTurns != lastTurns;
        lastTurns = nowTurns;
        lastAcknowledged = acknowledged;
        lastFailed = failed;
        return turning && metrics.inFlight() == 0 && (!failing || rate.getAsDouble() == 0);
    }
}
