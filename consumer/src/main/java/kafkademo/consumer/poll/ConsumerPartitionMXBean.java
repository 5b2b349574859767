package kafkademo.consumer.poll;

/** The offsets of one partition that is assigned to this consumer; -1 where an offset is not known yet. */
public interface ConsumerPartitionMXBean {
    long UNKNOWN = -1;

    /** The consumer group, the same for all partitions. */
    String getGroup();

    /** Offset of the next record to handle. */
    long getPosition();

    /** The group's committed offset. */
    long getCommittedOffset();

    /** Offset of the next record to be written, refreshed once a second. */
    long getEndOffset();

    /** Records still to be handled: end offset less position. */
    long getLag();
}
