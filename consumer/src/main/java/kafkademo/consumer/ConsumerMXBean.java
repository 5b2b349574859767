package kafkademo.consumer;

/** The consumer as a whole. */
public interface ConsumerMXBean {
    /** Records that were decoded and handled. */
    long getProcessed();

    /** Records that could not be decoded. */
    long getDecodeErrors();

    /** Records a second, of both kinds, between the last two summaries. */
    double getHandledPerSecond();

    /** Changes of the assignment, the first one included. */
    long getRebalances();

    /** Partitions that this consumer has now. */
    int getAssignedPartitions();

    /** Offset commits that have failed; each is part of the next one. */
    long getFailedCommits();

    /** Seconds since the last poll of the broker; negative before the first. */
    double getSecondsSinceLastPoll();

    /** The present simulated work per message, in milliseconds. */
    long getProcessingDelayMs();

    /** Whether handling is paused. */
    boolean isPaused();

    /** How often a setting has changed while running, changes that were taken back by themselves included. */
    long getSettingChanges();

    /** Per-message log lines that were over the budget. */
    long getLinesSuppressed();
}
