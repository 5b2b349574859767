package kafkademo.producer.send;

/** What has become of one topic's messages. */
public interface ProducerTopicMXBean {
    /** Messages that the broker has acknowledged. */
    long getAcknowledged();

    /** Messages that are lost for good. */
    long getFailed();

    /** Acknowledged messages that are malformed. */
    long getMalformed();

    /** Bytes of the acknowledged messages' values. */
    long getValueBytes();

    /** Messages a second that were acknowledged between the last two summaries. */
    double getAchievedPerSecond();

    /** Messages that the Kafka client holds: neither acknowledged nor failed. */
    long getInFlight();

    /** Age of the oldest of them, in milliseconds. */
    double getOldestInFlightAgeMs();
}
