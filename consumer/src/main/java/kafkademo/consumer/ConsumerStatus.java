package kafkademo.consumer;

import java.util.function.LongSupplier;
import kafkademo.common.Topic;
import kafkademo.common.control.Knob;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.metrics.Bean;
import kafkademo.common.metrics.Beans;
import kafkademo.common.settings.CommonSettings;
import kafkademo.consumer.poll.ConsumerMetrics;

/** The consumer's counters and the settings that can change while it runs: as beans, and in the summary line. */
final class ConsumerStatus extends ConsumerMetrics {
    private static final double SECOND = 1e9;

    final Knob<Long> processingDelayMs;
    final Knob<Boolean> pollWhileProcessing;
    final Knob<String> onDecodeError;
    final Knob<Boolean> paused;
    final LineBudget processedLines;
    final LineBudget errorLines;
    private final Log log;
    private final Knobs knobs;
    private final LongSupplier nanoTime;
    private final long started;
    private long lastTime;
    private long lastHandled;
    private volatile double handledRate;

    ConsumerStatus(ConsumerSettings settings, Log log, LongSupplier nanoTime) {
        super(nanoTime);
        this.log = log;
        knobs = new Knobs(log);
        processingDelayMs = knobs.add(ConsumerSettings.PROCESSING_DELAY_MS, settings.processingDelayMs());
        pollWhileProcessing = knobs.add(ConsumerSettings.POLL_WHILE_PROCESSING, settings.pollWhileProcessing());
        onDecodeError = knobs.add(ConsumerSettings.ON_DECODE_ERROR, settings.onDecodeError());
        paused = knobs.add(ConsumerSettings.PAUSED, settings.paused());
        Knob<Long> logLines =
                knobs.add(CommonSettings.LOG_LINES_PER_SECOND, settings.common().logLinesPerSecond());
        processedLines = new LineBudget(logLines::get, nanoTime);
        errorLines = new LineBudget(logLines::get, nanoTime);
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastTime = started;
    }

    @Override
    public void registerBeans() {
        super.registerBeans();
        Bean bean = new Bean()
                .with("Processed", this::processed)
                .with("UnexpectedEvents", this::unexpectedEvents)
                .with("DecodeErrors", this::decodeErrors)
                .with("DeadLetters", this::deadLetters)
                .with("HandledPerSecond", () -> handledRate)
                .with("Rebalances", this::rebalances)
                .with("AssignedPartitions", this::assignedPartitions)
                .with("BlockedPartitions", this::blockedPartitions)
                .with("FailedCommits", this::failedCommits)
                .with("SecondsSinceLastPoll", this::secondsSinceLastPoll)
                .with("ProcessingDelayMs", processingDelayMs::get)
                .with("PollWhileProcessing", pollWhileProcessing::get)
                .with("OnDecodeError", onDecodeError::get)
                .with("Paused", paused::get)
                .with("SettingChanges", knobs::settingChanges)
                .with("LinesSuppressed", this::linesSuppressed);
        Beans.register(bean, "consumer");
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
            line.add("processed", processed())
                    .add("unexpected_events", unexpectedEvents())
                    .add("decode_errors", decodeErrors())
                    .add("dead_letters", deadLetters())
                    .add("handled_per_s", handledRate)
                    .add("value_bytes", bytes());
            for (Topic topic : Topic.values()) {
                line.add(topic.topicName(), topic(topic).processed());
                line.add(topic.topicName() + "_errors", topic(topic).decodeErrors());
            }
            line.add("assigned_partitions", assignedPartitions())
                    .add("blocked_partitions", blockedPartitions())
                    .add("rebalances", rebalances())
                    .add("failed_commits", failedCommits())
                    .add("lines_suppressed", linesSuppressed())
                    .add("uptime_s", (long) ((now - started) / SECOND));
        });
        if (brokerSilent) {
            log.warn("waiting for the broker: no answer since the last summary");
        }
        lastTime = now;
        lastHandled = handled;
    }

    private long linesSuppressed() {
        return processedLines.suppressed() + errorLines.suppressed();
    }
}
