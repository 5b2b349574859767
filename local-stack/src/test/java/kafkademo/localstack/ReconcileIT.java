package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command {@code reconcile} as a process, against logs whose content is known. */
@ExtendWith(BrokerExtension.class)
class ReconcileIT {
    private static final String GOOD = "{\"event_id\":\"%s\"}";

    private record Result(int exitCode, String out, String err) {
        JsonObject json() {
            return JsonParser.parseString(out).getAsJsonObject();
        }

        JsonObject total() {
            return json().getAsJsonObject("total");
        }

        /** The differences as {@code kind count}. */
        List<String> differences() {
            List<String> differences = new ArrayList<>();
            for (JsonElement difference : json().getAsJsonArray("differences")) {
                JsonObject found = difference.getAsJsonObject();
                differences.add(found.get("kind").getAsString()
                        + ' '
                        + found.get("count").getAsLong());
            }
            return differences;
        }

        JsonObject onlyExample() {
            JsonObject difference = json().getAsJsonArray("differences").get(0).getAsJsonObject();
            JsonArray examples = difference.getAsJsonArray("examples");
            assertThat(examples).hasSize(1);
            return examples.get(0).getAsJsonObject();
        }
    }

    private final TestBroker broker;

    @TempDir
    private Path folder;

    ReconcileIT(TestBroker broker) {
        this.broker = broker;
    }

    private Result reconcile(String group, String... options) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command =
                JavaCommand.ofJar(List.of("-Xmx64m"), broker.artifacts().consumer());
        command.add("reconcile");
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_"));
        builder.environment().putAll(Map.of("KAFKA_BROKER", broker.address(), "CONSUMER_GROUP", group));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
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
    void aHealthyStreamIsExplainedAndTheNumbersAreTheServicesOwn() throws Exception {
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

        Result result = reconcile("healthy", "--json", "--quiet");

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
    void aWrongHeaderIsTheOnlyDifference() throws Exception {
        List<Position> positions = broker.write(List.of(
                record(1, "a", null, GOOD.formatted("a")),
                record(1, "b", "truncated", GOOD.formatted("b")),
                record(1, "c", "truncated", "{")));

        Result result = reconcile("nobody", "--json");

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
    void aRepeatedRecordIsADifference() throws Exception {
        ProducerRecord<byte[], byte[]> twice = record(2, "a", null, GOOD.formatted("a"));
        broker.write(List.of(twice, twice));

        Result result = reconcile("nobody", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.differences()).containsExactly("repeated 1");
        assertThat(result.onlyExample().get("offset").getAsLong()).isEqualTo(1);
    }

    @Test
    void aTransactionsMarkerIsNoLossEvenAtTheEnd() throws Exception {
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address(), "transactional.id", "reconcile"), bytes, bytes)) {
            producer.initTransactions();
            for (String id : List.of("a", "b")) {
                producer.beginTransaction();
                producer.send(record(0, id, null, GOOD.formatted(id)));
                producer.commitTransaction();
            }
        }

        Result result = reconcile("nobody", "--json");

        assertThat(result.differences()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.total().get("sent").getAsLong()).isEqualTo(2);
        assertThat(result.json().getAsJsonArray("notes").toString()).contains("explains with transactions: 2");
    }

    @Test
    void whatIsRemovedIsToldAndIsNoLossToAGroupThatNeverWasThere() throws Exception {
        broker.write(List.of(
                record(0, "a", null, GOOD.formatted("a")),
                record(0, "b", null, GOOD.formatted("b")),
                record(0, "c", null, GOOD.formatted("c"))));
        TestBroker.join(() -> broker.admin()
                .deleteRecords(Map.of(new TopicPartition("orders", 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get());

        Result result = reconcile("nobody", "--json");

        assertThat(result.differences()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.total().get("sent").getAsLong()).isEqualTo(1);
        assertThat(result.total().get("removed").getAsLong()).isEqualTo(2);
    }

    @Test
    void missingTopicsAreOneLine() throws Exception {
        broker.delete(List.of("payments", "user_activity"));

        Result result = reconcile("nobody", "--json");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines())
                .containsExactly("reconcile: the broker has no topic payments, user_activity:"
                        + " the services create what is missing when they start");
    }
}
