package kafkademo.consumer.poll;

/** What has become of one topic's records. */
public interface ConsumerTopicMXBean {
    /** Records that were decoded and handled. */
    long getProcessed();

    /** Records that could not be decoded. */
    long getDecodeErrors();

    /** Bytes of the values of both. */
    long getValueBytes();
}
