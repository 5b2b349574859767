package kafkademo.consumer;

import java.util.function.LongSupplier;
import kafkademo.common.Topic;
import kafkademo.common.control.Knob;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.consumer.poll.ConsumerMetrics;

/** The consumer's counters and the settings that can change while it runs: as a bean, and in the summary line. */
final class ConsumerStatus extends ConsumerMetrics implements ConsumerMXBean {
    private static final double SECOND = 1e9;

    private final Log log;
    private final Knobs knobs;
    private final Knob<Long> processingDelayMs;
    private final Knob<Boolean> paused;
    private final LineBudget processedLines;
    private final LineBudget errorLines;
    private final LongSupplier nanoTime;
    private final long started;
    private long lastTime;
    private long lastHandled;
    private volatile double handledRate;

    ConsumerStatus(
            ConsumerSettings settings,
            Log log,
            LineBudget processedLines,
            LineBudget errorLines,
            LongSupplier nanoTime) {
        super(nanoTime);
        this.log = log;
        knobs = new Knobs(log);
        processingDelayMs = knobs.add(ConsumerSettings.PROCESSING_DELAY_MS, settings.processingDelayMs());
        paused = knobs.add(ConsumerSettings.PAUSED, settings.paused());
        this.processedLines = processedLines;
        this.errorLines = errorLines;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastTime = started;
    }

    Knobs knobs() {
        return knobs;
    }

    /**
     * Writes the summary and starts a new interval.
     *
     * @param brokerSilent whether the broker has not answered during the whole interval, which calls for a warning
     */
    void summarize(boolean brokerSilent) {
        long now = nanoTime.getAsLong();
        long handled = handled();
        handledRate = (handled - lastHandled) / Math.max((now - lastTime) / SECOND, 1e-3);
        log.info("summary", line -> {
            line.add("processed", getProcessed())
                    .add("decode_errors", getDecodeErrors())
                    .add("handled_per_s", handledRate)
                    .add("value_bytes", bytes());
            for (Topic topic : Topic.values()) {
                line.add(topic.topicName(), topic(topic).getProcessed());
                line.add(topic.topicName() + "_errors", topic(topic).getDecodeErrors());
            }
            line.add("assigned_partitions", getAssignedPartitions())
                    .add("rebalances", getRebalances())
                    .add("failed_commits", getFailedCommits())
                    .add("lines_suppressed", getLinesSuppressed())
                    .add("uptime_s", (long) ((now - started) / SECOND));
        });
        if (brokerSilent) {
            log.warn("waiting for the broker: no answer since the last summary");
        }
        lastTime = now;
        lastHandled = handled;
    }

    @Override
    public double getHandledPerSecond() {
        return handledRate;
    }

    @Override
    public long getProcessingDelayMs() {
        return processingDelayMs.get();
    }

    @Override
    public boolean isPaused() {
        return paused.get();
    }

    @Override
    public long getSettingChanges() {
        return knobs.settingChanges();
    }

    @Override
    public long getLinesSuppressed() {
        return processedLines.suppressed() + errorLines.suppressed();
    }
}
