package kafkademo.consumer;

import kafkademo.common.log.LineBudget;
import kafkademo.consumer.poll.ConsumerMetrics;

/** The consumer's counters and current settings as a bean. */
record ConsumerBean(
        ConsumerMetrics metrics,
        ConsumerSummary summary,
        ConsumerKnobs knobs,
        LineBudget processedLines,
        LineBudget errorLines)
        implements ConsumerMXBean {
    @Override
    public long getProcessed() {
        return metrics.processed();
    }

    @Override
    public long getDecodeErrors() {
        return metrics.decodeErrors();
    }

    @Override
    public double getHandledPerSecond() {
        return summary.handledRate();
    }

    @Override
    public long getRebalances() {
        return metrics.rebalances();
    }

    @Override
    public int getAssignedPartitions() {
        return metrics.assignedPartitions();
    }

    @Override
    public long getFailedCommits() {
        return metrics.failedCommits();
    }

    @Override
    public double getSecondsSinceLastPoll() {
        return metrics.secondsSinceLastPoll();
    }

    @Override
    public long getProcessingDelayMs() {
        return knobs.processingDelayMs().get();
    }

    @Override
    public boolean isPaused() {
        return knobs.paused().get();
    }

    @Override
    public long getSettingChanges() {
        return knobs.all().settingChanges();
    }

    @Override
    public long getLinesSuppressed() {
        return processedLines.suppressed() + errorLines.suppressed();
    }
}
