package kafkademo.consumer.poll;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * The consumer gets something done when a record is handled. It has nothing to do while its loop polls, the broker answers, and
 * no record waits that it could handle: all are read, it is paused or without a partition, or a record is in its simulated work.
 */
public final class PollProgress {
    /**
     * The client's counts of answers. A rebalance suspends the group's heartbeats but not the fetches, and a consumer without a
     * partition sends heartbeats only.
     */
    private static final Set<String> ANSWERS = Set.of("heartbeat-total", "fetch-total");

    private final Supplier<Map<MetricName, ? extends Metric>> clientMetrics;
    private final ConsumerMetrics metrics;
    private long lastHandled;
    private double lastAnswers;
    private long lastPolls;
    private int secondsWithoutAnswer;

    public PollProgress(Supplier<Map<MetricName, ? extends Metric>> clientMetrics, ConsumerMetrics metrics) {
        this.clientMetrics = clientMetrics;
        this.metrics = metrics;
        lastHandled = metrics.handled();
        lastPolls = metrics.polls();
    }

    /** Whether the consumer has been healthy since the last call, to be asked once a second from one thread. */
    public boolean sinceLastLook() {
        long handled = metrics.handled();
        double answers = answers();
        boolean done = handled != lastHandled;
        boolean answered = answers != lastAnswers;
        boolean polling = metrics.polls() != lastPolls;
        if (answered) {
            // A second may bring an answer but no poll, or the other way round.
            lastPolls = metrics.polls();
        }
        lastHandled = handled;
        lastAnswers = answers;
        secondsWithoutAnswer = answered ? 0 : secondsWithoutAnswer + 1;
        return done || answered && polling && !metrics.recordsWait();
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
