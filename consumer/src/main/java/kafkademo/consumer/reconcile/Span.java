package kafkademo.consumer.reconcile;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition at the moment of the snapshot.
 *
 * @param start the first offset that the log still has
 * @param committed the group's committed offset, the first one it has not handled; {@code null} if it has committed none
 * @param end the offset of the next record to be written
 */
record Span(TopicPartition partition, long start, Long committed, long end) {
    boolean isHandled(long offset) {
        return committed != null && offset < committed;
    }
}
