package kafkademo.producer;

/** The producer as a whole. */
public interface ProducerMXBean {
    /** Messages a second that are asked for: 0 while paused. */
    double getAskedPerSecond();

    /** The present share of messages that are malformed, 0 to 1. */
    double getErrorRate();

    /** Whether sending is paused. */
    boolean isPaused();

    /** How often a setting has changed while running, changes that were taken back by themselves included. */
    long getSettingChanges();

    /** Messages a second that were acknowledged between the last two summaries. */
    double getAchievedPerSecond();

    /** Messages that the broker has acknowledged. */
    long getAcknowledged();

    /** Messages that are lost for good. */
    long getFailed();

    /** Acknowledged messages that are malformed. */
    long getMalformed();

    /** Messages that the Kafka client holds: neither acknowledged nor failed. */
    long getInFlight();

    /** Age of the oldest of them, in milliseconds. */
    double getOldestInFlightAgeMs();

    /** Per-message log lines that were over the budget. */
    long getLinesSuppressed();
}
