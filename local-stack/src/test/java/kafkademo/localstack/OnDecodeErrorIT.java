package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The policies for records that do not decode, on a real broker. */
@ExtendWith(BrokerExtension.class)
class OnDecodeErrorIT {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    private static final byte[] GOOD = bytes("{\"event_id\": \"good\"}");
    private static final byte[] BAD = bytes("{\"event_id\": ");

    private final TestBroker broker;

    @TempDir
    Path folder;

    private int events;

    OnDecodeErrorIT(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void freshTopics() {
        broker.freshTopics();
    }

    private ServiceRun consumer(String group, String policy) {
        return ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", group, "ON_DECODE_ERROR", policy));
    }

    private ProducerRecord<byte[], byte[]> record(int partition, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("orders", partition, bytes("key"), value);
        record.headers().add("event_id", bytes("event-" + events++));
        if (value != GOOD) {
            record.headers().add("injected_fault", bytes("truncated"));
        }
        return record;
    }

    private static List<Position> handledOf(ServiceRun consumer, int partition) {
        return consumer.handled().stream()
                .map(TextLine::position)
                .filter(position -> position.topicPartition().equals(new TopicPartition("orders", partition)))
                .toList();
    }

    private static List<Position> positions(int... offsets) {
        return Arrays.stream(offsets)
                .mapToObj(offset -> new Position("orders", 0, offset))
                .toList();
    }

    @Test
    void aBlockedPartitionStandsStillThroughARestartUntilControlLetsItGoOnInOrder() throws Exception {
        broker.write(List.of(record(0, GOOD), record(0, BAD), record(0, GOOD), record(1, GOOD), record(2, GOOD)));
        try (ServiceRun consumer = consumer("block", "block")) {
            consumer.awaitLines("blocked", 2);
            broker.write(List.of(record(0, GOOD), record(1, GOOD), record(2, GOOD)));
            consumer.awaitThat(() -> {
                assertThat(handledOf(consumer, 1)).hasSize(2);
                assertThat(handledOf(consumer, 2)).hasSize(2);
                assertThat(broker.committed("block")).containsEntry(ORDERS_0, 1L);
            });

            consumer.stop();

            // The line of the error is there, but the record is not handled.
            assertThat(handledOf(consumer, 0)).containsExactlyElementsOf(positions(0, 1));
            assertThat(consumer.summary().number("decode_errors")).isEqualTo(1);
            assertThat(consumer.summary().number("blocked_partitions")).isEqualTo(1);
            assertThat(broker.committed("block")).containsEntry(ORDERS_0, 1L);
        }
        try (ServiceRun consumer = consumer("block", "block")) {
            consumer.awaitLines("blocked", 2);
            assertThat(consumer.lines("JSON decode error"))
                    .singleElement()
                    .satisfies(line -> assertThat(line.value("action")).isEqualTo("block"));

            assertThat(ControlRun.of(broker, consumer, "ON_DECODE_ERROR=skip").exitCode())
                    .isZero();

            consumer.awaitThat(() -> assertThat(broker.committed("block")).containsEntry(ORDERS_0, 4L));
            consumer.stop();
            assertThat(handledOf(consumer, 0)).containsExactlyElementsOf(positions(1, 2, 3));
            assertThat(consumer.lines("unblocked"))
                    .extracting(TextLine::position)
                    .isEqualTo(positions(1));
            assertThat(consumer.summary().number("decode_errors")).isEqualTo(1);
            assertThat(consumer.summary().number("processed")).isEqualTo(2);
            assertThat(consumer.summary().number("blocked_partitions")).isZero();
        }
        assertThat(reconcile("block").exitCode()).isZero();
    }

    private ReconcileRun reconcile(String group) throws Exception {
        return ReconcileRun.of(broker, folder, Map.of("CONSUMER_GROUP", group), "--json", "--quiet");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
