package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks from where the consumer reads when partitions are added or records are deleted. */
@ExtendWith(BrokerExtension.class)
class OffsetsIT {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final TestBroker broker;

    OffsetsIT(TestBroker broker) {
        this.broker = broker;
    }

    private List<Position> write(int partition, int count) {
        return broker.write(IntStream.range(0, count)
                .mapToObj(i -> new ProducerRecord<byte[], byte[]>(
                        "orders", partition, null, "{\"a\": 1}".getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    @Test
    void theConsumerReadsAPartitionThatIsAddedWhileItRuns() {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "added"))) {
            consumer.awaitLines("partitions assigned", 1);
            TestBroker.join(() -> broker.admin()
                    .createPartitions(Map.of("orders", NewPartitions.increaseTo(4)))
                    .all()
                    .get());
            List<Position> positions = write(3, 5);
            consumer.awaitThat(() -> assertThat(consumer.handled())
                    .extracting(TextLine::position)
                    .isEqualTo(positions));

            assertThat(consumer.lines("partitions assigned"))
                    .extracting(line -> line.value("partitions"))
                    .contains("orders-3");
            consumer.stop();
        }
    }

    @Test
    void theConsumerWarnsOfRecordsThatWereDeletedUnread() {
        Map<String, String> settings = Map.of("CONSUMER_GROUP", "deleted");
        write(0, 4);
        try (ServiceRun consumer = ServiceRun.consumer(broker, settings)) {
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSize(4));
            consumer.stop();
            assertThat(consumer.lines("offset out of range")).isEmpty();
        }
        List<Position> unread = write(0, 6);
        TestBroker.join(() -> broker.admin()
                .deleteRecords(Map.of(ORDERS_0, RecordsToDelete.beforeOffset(7)))
                .all()
                .get());
        try (ServiceRun consumer = ServiceRun.consumer(broker, settings)) {
            consumer.awaitThat(() -> assertThat(consumer.handled())
                    .extracting(TextLine::position)
                    .isEqualTo(unread.subList(3, 6)));
            consumer.stop();

            assertThat(consumer.lines("offset out of range")).singleElement().satisfies(line -> {
                assertThat(line.level()).isEqualTo("WARN");
                assertThat(line.value("topic")).isEqualTo("orders");
                assertThat(line.number("partition")).isZero();
                assertThat(line.number("old_offset")).isEqualTo(4);
                assertThat(line.number("new_offset")).isEqualTo(7);
            });
        }
        assertThat(broker.committed("deleted")).containsEntry(ORDERS_0, 10L);
    }

    @Test
    void aNewGroupStartsAtTheConfiguredOffset() {
        write(0, 4);
        Map<String, String> settings = Map.of("CONSUMER_GROUP", "late", "KAFKA_CLIENT_AUTO_OFFSET_RESET", "latest");
        try (ServiceRun consumer = ServiceRun.consumer(broker, settings)) {
            consumer.awaitThat(() -> assertThat(broker.committed("late")).containsEntry(ORDERS_0, 4L));
            List<Position> later = write(0, 2);
            consumer.awaitThat(() -> assertThat(consumer.handled())
                    .extracting(TextLine::position)
                    .isEqualTo(later));
            consumer.stop();
        }
    }

    @Test
    void aStopCommitsExactlyTheHandledRecords() {
        write(0, 1_000);
        write(1, 1_000);
        Map<String, String> settings = Map.of("CONSUMER_GROUP", "stopped", "PROCESSING_DELAY_MS", "10");
        try (ServiceRun consumer = ServiceRun.consumer(broker, settings)) {
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSizeGreaterThan(100));
            consumer.stop();

            long committed = broker.committed("stopped").values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertThat(consumer.handled()).hasSize((int) committed).hasSizeLessThan(2_000);
            assertThat(consumer.summary().number("failed_commits")).isZero();
        }
    }
}
