package kafkademo.consumer.poll;

/** Where one partition stands that this consumer has; refreshed once a second, -1 where it is not known yet. */
public interface ConsumerPartitionMXBean {
    /** Offset of the next record to handle. */
    long getPosition();

    /** The last offset that was committed by this consumer since it got the partition. */
    long getCommittedOffset();

    /** Offset of the next record to be written. */
    long getEndOffset();

    /** Records that are still to be handled: end offset less position. */
    long getLag();
}
