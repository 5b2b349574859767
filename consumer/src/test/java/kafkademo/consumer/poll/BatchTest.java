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
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final Batch batch = new Batch();

    private void add(TopicPartition partition, long from, long to) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            records.add(Records.record(partition, offset));
        }
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> byPartition = new LinkedHashMap<>();
        byPartition.put(partition, records);
        batch.add(new ConsumerRecords<>(byPartition, Map.of()));
    }

    private List<String> rest() {
        List<String> rest = new ArrayList<>();
        while (!batch.isEmpty()) {
            ConsumerRecord<byte[], byte[]> record = batch.first();
            batch.remove();
            rest.add(record.partition() + "@" + record.offset());
        }
        return rest;
    }

    @Test
    void recordsComePartitionByPartitionInOrder() {
        add(ORDERS_0, 0, 2);
        add(ORDERS_1, 5, 7);
        add(ORDERS_0, 2, 3);

        assertThat(rest()).containsExactly("0@0", "0@1", "1@5", "1@6", "0@2");
    }

    @Test
    void nothingPolledLeavesItEmpty() {
        batch.add(ConsumerRecords.empty());
        add(ORDERS_0, 0, 0);

        assertThat(batch.isEmpty()).isTrue();
        assertThatThrownBy(batch::first).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void theFirstStaysUntilItIsRemoved() {
        add(ORDERS_0, 3, 5);
        add(ORDERS_1, 7, 8);

        assertThat(batch.first()).isSameAs(batch.first());
        assertThat(batch.firstOffset(ORDERS_0)).hasValue(3);
        batch.remove();
        assertThat(batch.firstOffset(ORDERS_0)).hasValue(4);
        batch.remove();
        assertThat(batch.firstOffset(ORDERS_0)).isEmpty();
        assertThat(batch.firstOffset(ORDERS_1)).hasValue(7);
    }

    @Test
    void droppedPartitionsAreGoneWhereverTheyStand() {
        add(ORDERS_0, 0, 3);
        add(ORDERS_1, 5, 7);
        add(ORDERS_0, 3, 4);
        batch.remove();
        batch.drop(Set.of(ORDERS_0));

        assertThat(rest()).containsExactly("1@5", "1@6");
    }
}
