package kafkademo.consumer;

import kafkademo.common.metrics.Bean;
import kafkademo.consumer.poll.ConsumerMetrics;

/** The consumer's counters and current settings as a bean. */
final class ConsumerBean {
    private ConsumerBean() {}

    static Bean of(ConsumerMetrics metrics, ConsumerSummary summary, ConsumerKnobs knobs) {
        return new Bean()
                .with("Processed", "records that were decoded and handled", metrics::processed)
                .with("DecodeErrors", "records that could not be decoded", metrics::decodeErrors)
                .with(
                        "HandledPerSecond",
                        "records handled per second between the last two summaries",
                        summary::handledRate)
                .with("Rebalances", "assignments and revocations of partitions", metrics::rebalances)
                .with("AssignedPartitions", "partitions assigned to this consumer", metrics::assignedPartitions)
                .with(
                        "FailedCommits",
                        "offset commits that failed; the next commit includes their offsets",
                        metrics::failedCommits)
                .with(
                        "SecondsSinceLastPoll",
                        "seconds since the last poll of the broker; negative before the first",
                        metrics::secondsSinceLastPoll)
                .with(
                        "ProcessingDelayMs",
                        "simulated work per message, in milliseconds",
                        knobs.processingDelayMs()::get)
                .with("Paused", "whether handling is paused", knobs.paused()::get)
                .with(
                        "SettingChanges",
                        "changes of settings while running, including the ends of temporary changes",
                        knobs.all()::settingChanges)
                .with("LinesSuppressed", "per-message log lines over the budget", summary::linesSuppressed);
    }
}
