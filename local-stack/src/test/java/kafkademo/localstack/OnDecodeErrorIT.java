package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The policies for records that do not decode, on a real broker. */
@ExtendWith(BrokerExtension.class)
class OnDecodeErrorIT {
    private static final String LETTERS = "orders.dead-letter";
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

    /** The other tests know nothing of this topic. */
    @AfterEach
    void deleteTheDeadLetters() {
        broker.create(List.of(LETTERS));
        broker.delete(List.of(LETTERS));
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

    @Test
    void deadLettersAreTheRecordsWithHeadersThatSayWhyAndFromWhere() throws Exception {
        byte[] largest = new byte[1_048_400]; // with the headers, its letter is longer than a broker's default limit
        List<ProducerRecord<byte[], byte[]>> bad = List.of(
                record(0, BAD),
                record(0, null),
                record(0, new byte[0]),
                new ProducerRecord<>("orders", 0, null, null),
                record(0, new byte[] {'{', (byte) 0xFF, 0, '\n'}),
                record(0, largest));
        bad.get(0).headers().add("dead_letter_topic", bytes("forged")).add("empty", null);
        bad.get(3).headers().add("event_id", bytes("x")).add("injected_fault", bytes("none"));
        List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>();
        bad.forEach(record -> all.addAll(List.of(record(0, GOOD), record)));
        broker.write(all, Map.of("max.request.size", 2_000_000, "batch.size", 0));

        try (ServiceRun consumer = consumer("letters", "dead-letter")) {
            consumer.awaitThat(() -> assertThat(broker.committed("letters")).containsEntry(ORDERS_0, 12L));
            consumer.stop();

            assertThat(handledOf(consumer, 0))
                    .containsExactlyElementsOf(positions(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
            assertThat(consumer.lines("JSON decode error"))
                    .allSatisfy(line -> assertThat(line.value("action")).isEqualTo("dead-letter"));
            assertThat(consumer.summary().number("dead_letters")).isEqualTo(6);
        }

        Map<String, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
        broker.read(List.of(LETTERS)).forEach(letter -> letters.put(last(letter, "dead_letter_offset"), letter));
        assertThat(letters).hasSize(6);
        for (int i = 0; i < bad.size(); i++) {
            ConsumerRecord<byte[], byte[]> letter = letters.get(String.valueOf(2 * i + 1));
            assertThat(letter.key()).isEqualTo(bad.get(i).key());
            assertThat(letter.value()).isEqualTo(bad.get(i).value());
            Header[] original = bad.get(i).headers().toArray();
            assertThat(letter.headers().toArray()).startsWith(original).hasSize(original.length + 6);
            assertThat(last(letter, "dead_letter_topic")).isEqualTo("orders");
            assertThat(last(letter, "dead_letter_partition")).isEqualTo("0");
        }
        assertThat(last(letters.get("1"), "dead_letter_reason")).startsWith("Unexpected end-of-input");
        assertThat(Stream.of("1", "3", "5", "9").map(offset -> last(letters.get(offset), "dead_letter_error_type")))
                .containsExactly("unexpected_end", "null_value", "empty", "invalid_utf8");

        ReconcileRun reconciled = reconcile("letters");
        assertThat(reconciled.total().get("dead_letters").getAsInt()).isEqualTo(6);
        assertThat(reconciled.differences()).isEmpty();
    }

    private static String last(ConsumerRecord<?, ?> letter, String header) {
        return new String(letter.headers().lastHeader(header).value(), StandardCharsets.UTF_8);
    }

    @Test
    void aLetterThatTheBrokerRefusesBlocksItsPartitionUntilControlSkipsIt() throws Exception {
        NewTopic narrow = new NewTopic(LETTERS, 3, (short) 1).configs(Map.of("max.message.bytes", "1000"));
        broker.admin().createTopics(List.of(narrow)).all().get();
        broker.write(List.of(record(0, BAD), record(0, new byte[5_000]), record(0, GOOD), record(1, GOOD)));

        try (ServiceRun consumer = consumer("refused", "dead-letter")) {
            consumer.awaitLines("blocked", 2);
            consumer.awaitThat(() -> assertThat(broker.committed("refused")).containsEntry(ORDERS_0, 1L));
            assertThat(handledOf(consumer, 1)).hasSize(1);

            assertThat(ControlRun.of(broker, consumer, "ON_DECODE_ERROR=skip").exitCode())
                    .isZero();

            consumer.awaitThat(() -> assertThat(broker.committed("refused")).containsEntry(ORDERS_0, 3L));
            consumer.stop();
            assertThat(handledOf(consumer, 0)).containsExactlyElementsOf(positions(0, 1, 2));
            assertThat(consumer.lines("blocked"))
                    .allSatisfy(line -> assertThat(line.position()).isEqualTo(new Position("orders", 0, 1)));
        }
        assertThat(broker.read(List.of(LETTERS))).hasSize(1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
