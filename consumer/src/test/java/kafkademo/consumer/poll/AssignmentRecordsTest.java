package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The records in hand, and the positions that move on as they are handled. */
class AssignmentRecordsTest {
    private static final Set<TopicPartition> BOTH = Set.of(ORDERS_0, ORDERS_1);

    private final Assignment assignment = new Assignment(new SimulatedConsumer(new SimulatedTime()), () -> 0);

    AssignmentRecordsTest() {
        assignment.add(BOTH);
    }

    @AfterEach
    void unregisterTheBeans() {
        assignment.remove(BOTH);
    }

    /** Adds records with offsets {@code from} to {@code to}, the latter excluded, after which {@code next} is read. */
    private void add(TopicPartition partition, long from, long to, long next) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            records.add(Records.record(partition, offset));
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new LinkedHashMap<>();
        byPartition.put(partition, records);
        Map<TopicPartition, OffsetAndMetadata> nextOffsets =
                next < 0 ? Map.of() : Map.of(partition, new OffsetAndMetadata(next, Optional.of(4), ""));
        assignment.polled(new ConsumerRecords<>(byPartition, nextOffsets));
    }

    private void add(TopicPartition partition, long from, long to) {
        add(partition, from, to, to);
    }

    private List<String> rest() {
        List<String> rest = new ArrayList<>();
        while (assignment.hasRecords()) {
            ConsumerRecord<byte[], byte[]> record = assignment.first();
            assignment.firstHandled();
            rest.add(record.partition() + "@" + record.offset());
        }
        return rest;
    }

    private long position(TopicPartition partition) {
        return assignment.get(partition).position;
    }

    @Test
    void recordsComePartitionByPartitionInOrder() {
        add(ORDERS_0, 0, 2);
        add(ORDERS_1, 5, 7);

        assertThat(assignment.hasRecordsOf(ORDERS_1)).isTrue();
        assertThat(rest()).containsExactly("0@0", "0@1", "1@5", "1@6");
        assertThat(assignment.hasRecordsOf(ORDERS_1)).isFalse();
    }

    @Test
    void aPollWithoutRecordsLeavesNothingToHandle() {
        assignment.polled(ConsumerRecords.empty());
        add(ORDERS_0, 0, 0, -1);

        assertThat(assignment.hasRecords()).isFalse();
        assertThatThrownBy(assignment::first).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void positionsMoveOnAsRecordsAreHandled() {
        add(ORDERS_0, 3, 5);
        add(ORDERS_1, 7, 8);

        assertThat(assignment.first()).isSameAs(assignment.first());
        assertThat(position(ORDERS_0)).isEqualTo(3);
        assignment.firstHandled();
        assertThat(position(ORDERS_0)).isEqualTo(4);
        assertThat(position(ORDERS_1)).isEqualTo(7);
    }

    @Test
    void theLastRecordMovesThePositionPastAMarkerThatFollows() {
        add(ORDERS_0, 3, 5, 6);
        assignment.firstHandled();
        assertThat(position(ORDERS_0)).isEqualTo(4);
        assignment.firstHandled();

        assertThat(position(ORDERS_0)).isEqualTo(6);
        assertThat(assignment.uncommitted().get(ORDERS_0).leaderEpoch()).hasValue(4);
    }

    @Test
    void aMarkerAloneMovesThePosition() {
        add(ORDERS_0, 0, 0, 9);

        assertThat(assignment.hasRecords()).isFalse();
        assertThat(position(ORDERS_0)).isEqualTo(9);
    }

    @Test
    void withoutNextOffsetsTheRecordsTellThePosition() {
        add(ORDERS_0, 3, 5, -1);
        rest();

        assertThat(position(ORDERS_0)).isEqualTo(5);
    }

    @Test
    void recordsOfRemovedPartitionsAreGone() {
        add(ORDERS_0, 0, 3);
        add(ORDERS_1, 5, 7);
        assignment.firstHandled();
        assignment.first();
        assignment.remove(Set.of(ORDERS_0));

        assertThat(rest()).containsExactly("1@5", "1@6");
    }
}
