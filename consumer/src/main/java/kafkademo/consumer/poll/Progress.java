package kafkademo.consumer.poll;

import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Tells whether the consumer gets on: it has handled a record, or the broker has answered a group heartbeat while the loop goes
 * on polling. An idle consumer is thus well, one without a broker or with a stuck loop is not. To be asked once a second.
 */
public final class Progress {
    private static final String HEARTBEATS = "heartbeat-total";

    private final Supplier<Map<MetricName, ? extends Metric>> clientMetrics;
    private final ConsumerMetrics metrics;
    private final LongSupplier turns;
    private Metric heartbeats;
    private double lastHeartbeats;
    private long lastHandled;
    private long lastTurns;
    private volatile int secondsWithout;

    /** @param turns counts the polls */
    public Progress(
            Supplier<Map<MetricName, ? extends Metric>> clientMetrics, ConsumerMetrics metrics, LongSupplier turns) {
        this.clientMetrics = clientMetrics;
        this.metrics = metrics;
        this.turns = turns;
    }

    public boolean sinceLastLook() {
        long handled = metrics.handled();
        double answered = answeredHeartbeats();
        boolean turning = turns.getAsLong() != lastTurns;
        boolean progress = handled != lastHandled || answered != lastHeartbeats && turning;
        if (progress) {
            lastTurns = turns.getAsLong();
        }
        lastHandled = handled;
        lastHeartbeats = answered;
        secondsWithout = progress ? 0 : secondsWithout + 1;
        return progress;
    }

    private double answeredHeartbeats() {
        if (heartbeats == null) {
            for (Map.Entry<MetricName, ? extends Metric> entry :
                    clientMetrics.get().entrySet()) {
                if (entry.getKey().name().equals(HEARTBEATS)) {
                    heartbeats = entry.getValue();
                }
            }
        }
        return heartbeats == null ? 0 : (double) heartbeats.metricValue();
    }

    /** Seconds for which each look has found no progress; a healthy idle consumer shows some every few seconds. */
    public int secondsWithout() {
        return secondsWithout;
    }
}
