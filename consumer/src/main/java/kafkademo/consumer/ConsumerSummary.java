package kafkademo.consumer;

import java.util.function.LongSupplier;
import kafkademo.common.Topic;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.consumer.poll.ConsumerMetrics;

/** Writes the summary line, and a warning if the broker has been silent since the last one. */
final class ConsumerSummary {
    private static final double SECOND = 1e9;

    private final Log log;
    private final ConsumerMetrics metrics;
    private final LineBudget processedLines;
    private final LineBudget errorLines;
    private final LongSupplier nanoTime;
    private final long started;
    private long lastTime;
    private long lastHandled;
    private volatile double handledRate;

    ConsumerSummary(
            Log log, ConsumerMetrics metrics, LineBudget processedLines, LineBudget errorLines, LongSupplier nanoTime) {
        this.log = log;
        this.metrics = metrics;
        this.processedLines = processedLines;
        this.errorLines = errorLines;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastTime = started;
    }

    /** Returns the records per second that were handled between the last two summaries. */
    double handledRate() {
        return handledRate;
    }

    /**
     * Writes the summary and starts a new interval.
     *
     * @param brokerSilent whether the broker has not answered during the whole interval
     */
    void write(boolean brokerSilent) {
        long now = nanoTime.getAsLong();
        long handled = metrics.handled();
        handledRate = (handled - lastHandled) / Math.max((now - lastTime) / SECOND, 1e-3);
        log.info("summary", line -> {
            line.add("processed", metrics.processed())
                    .add("decode_errors", metrics.decodeErrors())
                    .add("handled_per_s", handledRate)
                    .add("value_bytes", metrics.bytes());
            for (Topic topic : Topic.values()) {
                line.add(topic.topicName(), metrics.topic(topic).getProcessed());
                line.add(topic.topicName() + "_errors", metrics.topic(topic).getDecodeErrors());
            }
            line.add("assigned_partitions", metrics.assignedPartitions())
                    .add("rebalances", metrics.rebalances())
                    .add("failed_commits", metrics.failedCommits())
                    .add("lines_suppressed", processedLines.suppressed() + errorLines.suppressed())
                    .add("uptime_s", (long) ((now - started) / SECOND));
        });
        if (brokerSilent) {
            log.warn("waiting for the broker: no answer since the last summary");
        }
        lastTime = now;
        lastHandled = handled;
    }
}
