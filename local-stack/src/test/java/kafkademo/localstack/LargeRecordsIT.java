package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Handles records that are small on the wire and large in memory. A default broker accepts them, because its limit is
 * for compressed batches.
 */
@ExtendWith(BrokerExtension.class)
class LargeRecordsIT {
    private static final String PASSED_OVER = "passing over records that do not fit into memory";
    private static final int MEGABYTE = 1024 * 1024;
    private static final int LIMIT = 64 * MEGABYTE;
    private static final byte[] GOOD = "{\"event_id\": \"good\"}".getBytes(StandardCharsets.UTF_8);

    private final TestBroker broker;

    LargeRecordsIT(TestBroker broker) {
        this.broker = broker;
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
    void aRecordOfUpTo64MegabytesIsHandledWhateverPartOfItIsLarge(String compression) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int size : List.of(20 * MEGABYTE, LIMIT - 1_000)) {
            // The larger record exceeds the batch limit even when it is compressed with snappy or lz4.
            if (size < LIMIT / 2 || compression.equals("gzip") || compression.equals("zstd")) {
                ProducerRecord<byte[], byte[]> header = record(null, GOOD);
                header.headers().add("large", new byte[size]);
                records.addAll(List.of(record(null, new byte[size]), record(new byte[size], GOOD), header));
            }
        }
        records.add(record(null, GOOD));
        List<Position> positions = write(records, compression, 16_384);

        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "large-" + compression))) {
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(positions));
            consumer.stop();

            assertThat(consumer.handled()).extracting(TextLine::position).containsExactlyElementsOf(positions);
            assertThat(consumer.lines(PASSED_OVER)).isEmpty();
        }
    }

    /** Decoding takes several times the memory of the document: it becomes characters, and some of its texts become strings. */
    @Test
    void aDocumentOfUpTo16MegabytesIsDecodedWhateverItHolds() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String part : List.of("x", "\u0100", "\\n", "\\ud800", "\\u0100")) {
            for (String name : List.of("event_id", "a")) {
                String start = "{\"" + name + "\":\"\\n\u0100";
                int bytes = part.getBytes(StandardCharsets.UTF_8).length;
                String document = start + part.repeat((16 * MEGABYTE - 100) / bytes) + "\"}";
                records.add(record(null, document.getBytes(StandardCharsets.UTF_8)));
            }
        }
        records.add(record(null, GOOD));
        List<Position> positions = write(records, "zstd", 16_384);

        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "documents"))) {
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(positions));
            consumer.stop();

            assertThat(consumer.handled()).extracting(TextLine::position).containsExactlyElementsOf(positions);
            assertThat(consumer.lines("JSON decode error"))
                    .hasSize(5)
                    .allSatisfy(line -> assertThat(line.fields()).containsEntry("error_type", "limit_exceeded"));
        }
    }

    @Test
    void eachRecordOfABatchOfLargeRecordsIsHandled() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            records.add(record("inventory_updates", null, new byte[3 * MEGABYTE]));
        }
        records.add(record("inventory_updates", null, GOOD));
        List<Position> positions = write(records, "zstd", 450 * MEGABYTE);

        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "many"))) {
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(positions));
            consumer.stop();

            assertThat(consumer.lines(PASSED_OVER)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void aRecordThatDoesNotFitIsPassedOverWithTheRestOfItsBatchAndOneLine(String compression) {
        String group = "too-large-" + compression;
        List<Position> before = broker.write(List.of(record("payments", null, GOOD), record("payments", null, GOOD)));
        List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>(List.of(record("payments", null, GOOD)));
        batch.add(record("payments", null, new byte[200 * MEGABYTE]));
        for (int i = 0; i < 20; i++) {
            batch.add(record("payments", null, GOOD));
        }
        List<Position> lost = write(batch, compression, 300 * MEGABYTE);
        List<Position> after = broker.write(List.of(record("payments", null, GOOD), record("payments", null, GOOD)));
        List<Position> readable = new ArrayList<>(before);
        readable.add(lost.get(0));
        readable.addAll(after);

        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", group))) {
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(readable));
            consumer.stop();

            assertThat(consumer.positions()).containsExactlyInAnyOrderElementsOf(readable);
            assertThat(consumer.lines(PASSED_OVER)).singleElement().satisfies(line -> {
                assertThat(line.number("offset")).isEqualTo(lost.get(1).offset());
                assertThat(line.number("last_offset"))
                        .isEqualTo(lost.get(lost.size() - 1).offset());
            });
        }
        assertThat(broker.committed(group).get(new TopicPartition("payments", 0)))
                .isEqualTo(after.get(after.size() - 1).offset() + 1);
    }

    @Test
    void theGroupHasNoLagAfterASkippedRecord() {
        List<Position> lost = write(List.of(record(null, new byte[200 * MEGABYTE])), "gzip", 16_384);
        long end = lost.get(0).offset() + 1;

        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "last"))) {
            consumer.awaitThat(
                    () -> assertThat(broker.committed("last")).containsEntry(new TopicPartition("orders", 0), end));
            consumer.stop();
        }
    }

    /**
     * Writes the records, as one batch if the batch size is half as large again as they are and this is the first batch in
     * their topic that is compressed so. A batch is full when its estimated compressed size is. The client's estimate begins
     * with the size without compression; a batch that compresses badly, such as one of a single small record, raises it for
     * all later batches of this JVM in the same topic.
     */
    private List<Position> write(List<ProducerRecord<byte[], byte[]>> records, String compression, int batchSize) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("compression.type", compression);
        properties.put("batch.size", batchSize);
        // Only the flush ends a batch, however long a busy machine takes to fill it.
        properties.put("linger.ms", 600_000);
        properties.put("delivery.timeout.ms", 660_000);
        properties.put("buffer.memory", 500L * MEGABYTE);
        properties.put("max.request.size", 500 * MEGABYTE);
        return broker.write(records, properties);
    }

    private static ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return record("orders", key, value);
    }

    /** Returns a record for one partition, so that the order is known. */
    private static ProducerRecord<byte[], byte[]> record(String topic, byte[] key, byte[] value) {
        return new ProducerRecord<>(topic, 0, key, value);
    }
}
