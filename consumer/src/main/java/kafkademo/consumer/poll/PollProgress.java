package kafkademo.consumer.poll;

import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import kafkademo.common.runtime.Progress;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The consumer gets something done when a record is handled. It has nothing to do while its loop polls, the broker answers, and
 * no record waits that it could handle: all are read, it is paused or without a partition, or a record is in its simulated work.
 */
public final class PollProgress extends Progress {
    /**
     * The client's counts of answers. A rebalance suspends the group's heartbeats but not the fetches, and a consumer without a
     * partition sends heartbeats only.
     */
    private static final Set<String> ANSWERS = Set.of("heartbeat-total", "fetch-total");

    private final Supplier<Map<MetricName, ? extends Metric>> clientMetrics;
    private final ConsumerMetrics metrics;
    private final LongSupplier turns;
    private final BooleanSupplier recordsWait;
    private double lastAnswers;
    private long lastTurns;
    private int secondsWithoutAnswer;

    /**
     * @param turns counts the polls
     * @param recordsWait whether there are records that the loop could handle
     */
    public PollProgress(
            Supplier<Map<MetricName, ? extends Metric>> clientMetrics,
            ConsumerMetrics metrics,
            LongSupplier turns,
            BooleanSupplier recordsWait) {
        this.clientMetrics = clientMetrics;
        this.metrics = metrics;
        this.turns = turns;
        this.recordsWait = recordsWait;
    }

    @Override
    protected long done() {
        return metrics.handled();
    }

    @Override
    protected boolean nothingToDo() {
        double answers = answers();
        boolean answered = answers != lastAnswers;
        boolean turning = turns.getAsLong() != lastTurns;
        if (answered) {
            // A second may bring an answer but no turn, or the other way round.
            lastTurns = turns.getAsLong();
        }
        lastAnswers = answers;
        secondsWithoutAnswer = answered ? 0 : secondsWithoutAnswer + 1;
        return answered && turning && !recordsWait.getAsBoolean();
    }

    private double answers() {
        return clientMetrics.get().values().stream()
                .filter(metric -> ANSWERS.contains(metric.metricName().name()))
                .mapToDouble(metric -> ((Number) metric.metricValue()).doubleValue())
                .sum();
    }

    /** For how many seconds the broker has answered nothing. */
    public int secondsWithoutAnswer() {
        return secondsWithoutAnswer;
    }
}
