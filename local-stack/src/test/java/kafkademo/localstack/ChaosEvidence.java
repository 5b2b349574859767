package kafkademo.localstack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import org.apache.kafka.common.TopicPartition;

/**
 * What is known after a chaos run.
 *
 * @param acks the records that the broker has acknowledged, as their senders said
 * @param handlings what the consumers said they handled, in the order in which they did
 * @param excuses why a record may have been handled again
 * @param recreations the topics that were deleted and created again, in this order
 * @param log what the topics hold at the end
 * @param commits what the group has committed, in the order in which it did
 */
record ChaosEvidence(
        List<Ack> acks,
        List<Handling> handlings,
        List<Excuse> excuses,
        List<Recreation> recreations,
        List<Stored> log,
        List<Commit> commits) {

    /**
     * @param by the process
     * @param eventId {@code null} if the record has none
     */
    record Ack(Instant time, String by, Position position, String eventId) {}

    /**
     * @param by the process
     * @param eventId {@code null} if the line does not say
     */
    record Handling(Instant time, String by, Position position, String eventId) {}

    /**
     * Records that were handled before this time may be handled again after it.
     *
     * @param by the process that handled them first, or {@code null} for any
     * @param from the first offset of each partition that may be handled again; 0 if there is none
     */
    record Excuse(Instant time, String by, Map<TopicPartition, Long> from, String why) {
        boolean covers(Handling first, Handling again) {
            TopicPartition partition = again.position().topicPartition();
            return (by == null || by.equals(first.by()))
                    && !first.time().isAfter(time)
                    && !again.time().isBefore(time)
                    && again.position().offset() >= from.getOrDefault(partition, 0L);
        }
    }

    /**
     * A topic that was deleted and created again. Positions that a line tells of between these two times may be in the old topic
     * or in the new one.
     *
     * @param settled when both services used the new topic, and all of it had been handled
     * @param ends where the new topic's partitions ended then
     */
    record Recreation(String topic, Instant begun, Instant settled, Map<TopicPartition, Long> ends) {}

    /**
     * @param eventId {@code null} if the record has none
     * @param timestamp when the record was made, in milliseconds
     * @param aborted whether its transaction was aborted
     */
    record Stored(Position position, String eventId, long timestamp, boolean aborted) {}

    /**
     * @param time when the broker took it
     * @param offset of the first record that is not committed, or {@code null} if the broker forgot what was committed
     */
    record Commit(Instant time, TopicPartition partition, Long offset) {}
}
