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

class BatchTest {
    private static final Set<TopicPartition> BOTH = Set.of(ORDERS_0, ORDERS_1);

    private final Assignment assignment = new Assignment(new SimulatedConsumer(new SimulatedTime()), () -> 0);
    private final Batch batch = new Batch(assignment);

    BatchTest() {
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
        batch.add(new ConsumerRecords<>(byPartition, nextOffsets));
    }

    private void add(TopicPartition partition, long from, long to) {
        add(partition, from, to, to);
    }

    private List<String> rest() {
        List<String> rest = new ArrayList<>();
        while (!batch.isEmpty()) {
            ConsumerRecord<byte[], byte[]> record = batch.first();
            batch.firstHandled();
            rest.add(record.partition() + "@" + record.offset());
        }
        return rest;
    }

    private long position(TopicPartition partition) {
        return assignment.get(partition).getPosition();
    }

    @Test
    void recordsComePartitionByPartitionInOrder() {
        add(ORDERS_0, 0, 2);
        add(ORDERS_1, 5, 7);

        assertThat(batch.contains(ORDERS_1)).isTrue();
        assertThat(rest()).containsExactly("0@0", "0@1", "1@5", "1@6");
        assertThat(batch.contains(ORDERS_1)).isFalse();
    }

    @Test
    void aPollWithoutRecordsLeavesItEmpty() {
        batch.add(ConsumerRecords.empty());
        add(ORDERS_0, 0, 0, -1);

        assertThat(batch.isEmpty()).isTrue();
        assertThatThrownBy(batch::first).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void positionsMoveOnAsRecordsAreHandled() {
        add(ORDERS_0, 3, 5);
        add(ORDERS_1, 7, 8);

        assertThat(batch.first()).isSameAs(batch.first());
        assertThat(position(ORDERS_0)).isEqualTo(3);
        batch.firstHandled();
        assertThat(position(ORDERS_0)).isEqualTo(4);
        assertThat(position(ORDERS_1)).isEqualTo(7);
    }

    @Test
    void theLastRecordMovesThePositionPastAMarkerThatFollows() {
        add(ORDERS_0, 3, 5, 6);
        batch.firstHandled();
        assertThat(position(ORDERS_0)).isEqualTo(4);
        batch.firstHandled();

        assertThat(position(ORDERS_0)).isEqualTo(6);
        assertThat(assignment.uncommitted().get(ORDERS_0).leaderEpoch()).hasValue(4);
    }

    @Test
    void aMarkerAloneMovesThePosition() {
        add(ORDERS_0, 0, 0, 9);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(position(ORDERS_0)).isEqualTo(9);
    }

    @Test
    void withoutNextOffsetsTheRecordsTellThePosition() {
        add(ORDERS_0, 3, 5, -1);
        rest();

        assertThat(position(ORDERS_0)).isEqualTo(5);
    }

    @Test
    void droppedPartitionsAreGone() {
        add(ORDERS_0, 0, 3);
        add(ORDERS_1, 5, 7);
        batch.firstHandled();
        batch.first();
        batch.drop(Set.of(ORDERS_0));

        assertThat(rest()).containsExactly("1@5", "1@6");
    }
}
