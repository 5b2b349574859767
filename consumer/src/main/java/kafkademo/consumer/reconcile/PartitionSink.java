package kafkademo.consumer.reconcile;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what is read of one partition. */
interface PartitionSink {
    /** One record; offsets ascend. */
    void record(ConsumerRecord<byte[], byte[]> record);

    /** Records {@code from} to {@code to}, the latter excluded, have gone from the log before they could be read. */
    void removed(long from, long to);

    /** There is no more. */
    default void end() {}
}
