package kafkademo.consumer;

/** The consumer as a whole. */
public interface ConsumerMXBean {
    /** Records that were decoded and handled. */
    long getProcessed();

    /** Records that could not be decoded. */
    long getDecodeErrors();

    /** Records handled per second between the last two summaries. */
    double getHandledPerSecond();

    /** Assignments and revocations of partitions. */
    long getRebalances();

    /** Partitions assigned to this consumer. */
    int getAssignedPartitions();

    /** Offset commits that failed; the next commit includes their offsets. */
    long getFailedCommits();

    /** Seconds since the last poll of the broker; negative before the first. */
    double getSecondsSinceLastPoll();

    /** The current simulated work per message, in milliseconds. */
    long getProcessingDelayMs();

    /** Whether handling is paused. */
    boolean isPaused();

    /** Changes of settings while running, including the ends of temporary changes. */
    long getSettingChanges();

    /** Per-message log lines left out because the budget was used up. */
    long getLinesSuppressed();
}
