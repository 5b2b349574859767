package kafkademo.consumer.reconcile;

import org.apache.kafka.common.TopicPartition;

/**
 * A partition at the moment of the snapshot.
 *
 * @param start the first offset that the log still has
 * @param end the offset of the next record to be written
 * @param committed the group's committed offset, the first one it has not handled; {@code null} if it has committed none
 */
record Span(String topic, int partition, long start, long end, Long committed) {
    TopicPartition topicPartition() {
        return new TopicPartition(topic, partition);
    }

    boolean isHandled(long offset) {
        return committed != null && offset < committed;
    }
}
