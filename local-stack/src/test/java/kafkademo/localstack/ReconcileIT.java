package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Runs the packaged command {@code reconcile} as a process against logs with known content. */
@ExtendWith(BrokerExtension.class)
class ReconcileIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final String GOOD = "{\"event_id\":\"%s\"}";

    private final TestBroker broker;

    @TempDir
    private Path folder;

    ReconcileIT(TestBroker broker) {
        this.broker = broker;
    }

    private ReconcileRun reconcile(String group, String... options) throws IOException, InterruptedException {
        return reconcile(Map.of("CONSUMER_GROUP", group), options);
    }

    private ReconcileRun reconcile(Map<String, String> settings, String... options)
            throws IOException, InterruptedException {
        return ReconcileRun.of(broker, folder, settings, options);
    }

    private static ProducerRecord<byte[], byte[]> record(int partition, String id, String fault, String value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("orders", partition, null, bytes(value));
        record.headers().add("event_id", bytes(id));
        if (fault != null) {
            record.headers().add("injected_fault", bytes(fault));
        }
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aHealthyStreamIsExplainedByTheServicesOwnNumbers() throws Exception {
        Map<String, String> asked = Map.of("MESSAGES_PER_SECOND", "500", "ERROR_RATE", "0.3");
        long acknowledged;
        long malformed;
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "healthy"));
                ServiceRun producer = ServiceRun.producer(broker, asked)) {
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThanOrEqualTo(2_000));
            producer.stop();
            acknowledged = producer.summary().number("acknowledged");
            malformed = producer.summary().number("malformed");
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSize((int) acknowledgedBy(producer)));
            consumer.stop();
        }
        broker.write(List.of(record(0, "w1", null, GOOD.formatted("w1")), record(1, "w2", "empty", "")));
        Map<TopicPartition, Long> committed = broker.committed("healthy");

        ReconcileRun result = reconcile("healthy", "--json", "--quiet");

        assertThat(result.err()).isEmpty();
        assertThat(result.differences()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.total().get("sent").getAsLong()).isEqualTo(acknowledged + 2);
        assertThat(result.total().get("processed").getAsLong()).isEqualTo(acknowledged - malformed);
        assertThat(result.total().get("decode_errors").getAsLong()).isEqualTo(malformed);
        assertThat(result.total().get("waiting").getAsLong()).isEqualTo(2);
        assertThat(result.total().get("waiting_malformed").getAsLong()).isEqualTo(1);
        assertThat(result.total().get("repeated_ids").getAsLong()).isZero();
        assertThat(broker.committed("healthy")).isEqualTo(committed);
        assertThat(reconcile("healthy").out()).contains("Nothing lost, nothing repeated");
    }

    private static long acknowledgedBy(ServiceRun producer) {
        return producer.summary().number("acknowledged");
    }

    @Test
    void aWrongHeaderIsReportedAsTheOnlyDifference() throws Exception {
        List<Position> positions = broker.write(List.of(
                record(1, "a", null, GOOD.formatted("a")),
                record(1, "b", "truncated", GOOD.formatted("b")),
                record(1, "c", "truncated", "{")));

        ReconcileRun result = reconcile("nobody", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.differences()).containsExactly("fault_decoded_as_event 1");
        JsonObject example = result.onlyExample();
        assertThat(example.get("topic").getAsString()).isEqualTo("orders");
        assertThat(example.get("partition").getAsInt()).isEqualTo(1);
        assertThat(example.get("offset").getAsLong()).isEqualTo(positions.get(1).offset());
        assertThat(example.get("event_id").getAsString()).isEqualTo("b");
        assertThat(example.get("injected_fault").getAsString()).isEqualTo("truncated");
    }

    @Test
    void aRepeatedRecordIsReported() throws Exception {
        ProducerRecord<byte[], byte[]> twice = record(2, "a", null, GOOD.formatted("a"));
        broker.write(List.of(twice, twice));

        ReconcileRun result = reconcile("nobody", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.differences()).containsExactly("repeated 1");
        assertThat(result.onlyExample().get("offset").getAsLong()).isEqualTo(1);
    }

    /** Returns a client that has begun a transaction. */
    private KafkaProducer<byte[], byte[]> transaction(String id) {
        ByteArraySerializer bytes = new ByteArraySerializer();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.address(),
                        "transactional.id",
                        id,
                        // The highest value that a broker allows. On a busy machine the transaction must outlast the
                        // command.
                        "transaction.timeout.ms",
                        900_000),
                bytes,
                bytes);
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }

    /** Waits for the transactions' markers, which the broker writes after it has answered. */
    private void awaitEnd(long offset) {
        TopicPartition partition = new TopicPartition("orders", 0);
        await().atMost(LIMIT)
                .until(() -> broker.admin()
                                .listOffsets(Map.of(partition, OffsetSpec.latest()))
                                .partitionResult(partition)
                                .get()
                                .offset()
                        == offset);
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        TestBroker.join(() -> producer.send(record).get());
    }

    private static ProducerRecord<byte[], byte[]> good(String id) {
        return record(0, id, null, GOOD.formatted(id));
    }

    @Test
    void transactionMarkersAreNotReportedAsLosses() throws Exception {
        try (KafkaProducer<byte[], byte[]> first = transaction("first");
                KafkaProducer<byte[], byte[]> second = transaction("second");
                KafkaProducer<byte[], byte[]> third = transaction("third")) {
            send(first, good("a"));
            send(second, good("b"));
            send(third, good("c"));
            first.commitTransaction();
            second.abortTransaction();
            third.commitTransaction();
            awaitEnd(6);
            broker.write(List.of(good("d")));
            second.beginTransaction();
            second.commitTransaction();
            second.beginTransaction();
            send(second, good("e"));
            second.commitTransaction();
            awaitEnd(9);
            first.beginTransaction();
            send(first, good("f"));
            TestBroker.join(() -> broker.admin()
                    .deleteRecords(Map.of(new TopicPartition("orders", 0), RecordsToDelete.beforeOffset(4)))
                    .all()
                    .get());

            for (String isolation : List.of("read_uncommitted", "read_committed")) {
                ReconcileRun result = reconcile(Map.of("KAFKA_CLIENT_ISOLATION_LEVEL", isolation), "--json");

                assertThat(result.differences()).isEmpty();
                assertThat(result.exitCode()).isZero();
                assertThat(result.total().get("removed").getAsLong()).isEqualTo(4);
                assertThat(result.total().get("sent").getAsLong()).isEqualTo(3);
                assertThat(result.json().getAsJsonArray("notes").toString())
                        .contains("Offsets that hold the end of a transaction instead of a record: 3.");
            }
            first.abortTransaction();
            awaitEnd(11);
        }

        ReconcileRun result = reconcile("nobody", "--json");

        assertThat(result.differences()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.json().getAsJsonArray("notes").toString()).contains("instead of a record: 4.");
    }

    @Test
    void aRealLossBetweenTransactionMarkersIsFound() throws Exception {
        TopicPartition partition = new TopicPartition("orders", 0);
        alter("orders", "segment.bytes", "1000");
        String filler = "{\"filler\":\"" + "x".repeat(700) + "\"}";
        broker.write(List.of(record(0, "a", null, filler)));
        inTransaction("first", record(0, "b", null, filler));
        awaitEnd(3);
        broker.write(List.of(record(0, "c", null, filler)));
        inTransaction("second", record(0, "d", null, filler));
        awaitEnd(6);
        broker.write(List.of(record(0, "e", null, filler)));
        Path log = broker.logFolder(partition);
        broker.stop();
        for (String suffix : List.of("log", "index", "timeindex")) {
            Files.delete(log.resolve("00000000000000000003." + suffix));
        }
        broker.start();

        ReconcileRun result = reconcile("nobody", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.differences()).containsExactly("missing 1");
        assertThat(result.onlyExample().get("offset").getAsLong()).isEqualTo(3);
        assertThat(result.onlyExample().get("last_offset").getAsLong()).isEqualTo(3);
        assertThat(result.total().get("sent").getAsLong()).isEqualTo(4);
        assertThat(result.json().getAsJsonArray("notes").toString()).contains("instead of a record: 2.");
    }

    private void inTransaction(String id, ProducerRecord<byte[], byte[]> record) {
        try (KafkaProducer<byte[], byte[]> producer = transaction(id)) {
            send(producer, record);
            producer.commitTransaction();
        }
    }

    private void alter(String topic, String name, String value) {
        TestBroker.join(() -> broker.admin()
                .incrementalAlterConfigs(Map.of(
                        new ConfigResource(ConfigResource.Type.TOPIC, topic),
                        List.of(new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET))))
                .all()
                .get());
    }

    @Test
    void aRecordThatDoesNotFitIntoMemoryIsNamedAndTheRestIsRead() throws Exception {
        broker.write(List.of(good("a")));
        ByteArraySerializer bytes = new ByteArraySerializer();
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.address(),
                "compression.type",
                "gzip",
                "max.request.size",
                100 << 20,
                "buffer.memory",
                200 << 20);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
            send(producer, new ProducerRecord<>("orders", 0, null, new byte[62 << 20]));
        }
        broker.write(List.of(good("b"), record(1, "c", null, GOOD.formatted("c"))));

        ReconcileRun result = reconcile("nobody", "--json", "--quiet");

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.differences()).containsExactly("too_large 1");
        assertThat(result.onlyExample().get("topic").getAsString()).isEqualTo("orders");
        assertThat(result.onlyExample().get("partition").getAsInt()).isZero();
        assertThat(result.onlyExample().get("offset").getAsLong()).isEqualTo(1);
        assertThat(result.total().get("sent").getAsLong()).isEqualTo(3);
    }

    @Test
    void removedRecordsAreCountedButAreNotALossForANewGroup() throws Exception {
        broker.write(List.of(
                record(0, "a", null, GOOD.formatted("a")),
                record(0, "b", null, GOOD.formatted("b")),
                record(0, "c", null, GOOD.formatted("c"))));
        TestBroker.join(() -> broker.admin()
                .deleteRecords(Map.of(new TopicPartition("orders", 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get());

        ReconcileRun result = reconcile("nobody", "--json");

        assertThat(result.differences()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.total().get("sent").getAsLong()).isEqualTo(1);
        assertThat(result.total().get("removed").getAsLong()).isEqualTo(2);
    }

    @Test
    void missingTopicsAreNamedInOneLine() throws Exception {
        broker.delete(List.of("payments", "user_activity"));

        ReconcileRun result = reconcile("nobody", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .containsExactly("reconcile: the broker has no topic payments, user_activity:"
                        + " the services create what is missing when they start");
    }
}
