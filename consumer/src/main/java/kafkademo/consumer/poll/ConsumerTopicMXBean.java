package kafkademo.consumer.poll;

/** How many records of one topic were handled. */
public interface ConsumerTopicMXBean {
    /** Records that were decoded and handled. */
    long getProcessed();

    /** Records that could not be decoded. */
    long getDecodeErrors();

    /** Bytes of the values of both kinds. */
    long getValueBytes();
}
