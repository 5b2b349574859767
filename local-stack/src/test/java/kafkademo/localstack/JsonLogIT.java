package kafkademo.localstack;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import kafkademo.testing.JsonLine;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Compares the lines of both services under {@code LOG_FORMAT=json} with their text lines, and tries what a record can
 * do to its line.
 */
@ExtendWith(BrokerExtension.class)
class JsonLogIT {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN_ID = "00f067aa0ba902b7";

    /** None of these is JSON, so each is logged as a payload. Each is used as a key too. */
    private static final List<String> HOSTILE = List.of(
            "plain",
            "two words",
            "\"",
            "\\",
            "\\\"",
            "\\u0022,\"log.level\":\"INFO",
            "\"},{\"message\":\"processed",
            "\"}\n{\"message\":\"processed\"}\r\n{\"a\":\"",
            "a=\"b\" topic=payments",
            "2026-01-01T00:00:00.000Z INFO consumer - processed topic=orders",
            "INFO consumer - \u001e\"message\":\"processed\"",
            "\u001e\"message\":\"processed\"",
            "\u0000\u0001\b\t\n\u000B\f\r\u001f\u007f\u0085",
            "\u001b[2J\u001b[31mred\u001b[0m",
            "1\u20282\u20293\u202e4\u200b5\ufeff6",
            "Größe 10 €, 日本語, 😀",
            "\ue000\uffff",
            "</script><!--");

    private final TestBroker broker;

    JsonLogIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void anyRecordIsDescribedByOneObjectOnOneLine() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        HOSTILE.forEach(text -> records.add(record(bytes(text), bytes(text))));
        byte[] noUtf8 = {'"', (byte) 0xC3, '"', (byte) 0xFF, '}'};
        records.add(record(noUtf8, noUtf8));
        records.add(record(noUtf8, bytes("{\"event_type\": \"\\u001e\\\"}\\n{\", \"event_id\": \"\\ud800\\\\\"}")));
        records.add(record(null, null));
        records.add(record(new byte[0], bytes("\"\n".repeat(100_000))));
        HOSTILE.forEach(text -> records.add(record(bytes(text), bytes("{}"))));
        List<Position> positions = broker.write(records);

        try (ServiceRun json = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "j", "LOG_FORMAT", "json"));
                ServiceRun text = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "t"))) {
            for (ServiceRun consumer : List.of(json, text)) {
                consumer.awaitThat(() -> assertThat(consumer.handled()).hasSameSizeAs(positions));
                consumer.stop();
            }

            List<JsonLine> handled = framed(json, "consumer").stream()
                    .filter(line -> line.fields().containsKey("messaging.kafka.offset"))
                    .toList();
            assertThat(handled).extracting(JsonLogIT::position).containsExactlyElementsOf(positions);
            int size = HOSTILE.size();
            assertThat(handled.subList(0, size))
                    .allSatisfy(line -> assertThat(line.text("log.level")).isEqualTo("ERROR"))
                    .allSatisfy(line -> assertThat(line.text("message")).isEqualTo("JSON decode error"))
                    .allSatisfy(line -> assertThat(line.text("error.type")).isNotEmpty())
                    .allSatisfy(line -> assertThat(line.text("error.message")).isNotEmpty())
                    .extracting(line -> line.text("payload"))
                    .containsExactlyElementsOf(HOSTILE);
            assertThat(handled.get(size).text("payload")).isEqualTo("\"\\xc3\"\\xff}");
            assertThat(handled.get(size + 1).text("messaging.kafka.message.key"))
                    .isEqualTo("\"\\xc3\"\\xff}");
            assertThat(handled.get(size + 3).text("payload"))
                    .startsWith("\"\n\"\n")
                    .endsWith("…");
            assertThat(handled.subList(size + 4, handled.size()))
                    .allSatisfy(line -> assertThat(line.text("log.level")).isEqualTo("WARN"))
                    .allSatisfy(line -> assertThat(line.text("message")).isEqualTo("unexpected event"))
                    .allSatisfy(line -> assertThat(line.text("unexpected")).isEqualTo("no event_type"))
                    .allSatisfy(line -> assertThat(line.number("messaging.message.body.size"))
                            .isEqualTo(2))
                    .extracting(line -> line.text("messaging.kafka.message.key"))
                    .containsExactlyElementsOf(HOSTILE);
            assertThat(json.handled())
                    .extracting(line -> without(line, "age_ms"))
                    .containsExactlyElementsOf(text.handled().stream()
                            .map(line -> without(line, "age_ms"))
                            .toList());
            assertThat(json.summary().fields())
                    .containsOnlyKeys(text.summary().fields().keySet());
        }
    }

    @Test
    void aTraceparentGivesItsIdsAndAnInvalidOneGivesNone() {
        String right = "00-" + TRACE_ID + "-" + SPAN_ID + "-01";
        List<Position> positions = broker.write(List.of(
                traced("{}", right),
                traced("{", right),
                traced("{}", null),
                traced("{}", right.toUpperCase(Locale.ROOT)),
                traced("{", right + "\",\"trace.id\":\"1"),
                traced("{}", "00-" + "0".repeat(32) + "-" + SPAN_ID + "-01")));

        try (ServiceRun consumer =
                ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "traceparent", "LOG_FORMAT", "json"))) {
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSameSizeAs(positions));
            consumer.stop();

            List<JsonLine> handled = framed(consumer, "consumer").stream()
                    .filter(line -> line.fields().containsKey("messaging.kafka.offset"))
                    .toList();
            assertThat(handled.subList(0, 2))
                    .allSatisfy(line -> assertThat(line.text("trace.id")).isEqualTo(TRACE_ID))
                    .allSatisfy(line -> assertThat(line.text("span.id")).isEqualTo(SPAN_ID));
            assertThat(handled.subList(2, handled.size()))
                    .allSatisfy(line -> assertThat(line.fields()).doesNotContainKeys("trace.id", "span.id"));
        }
    }

    @Test
    void theProducerWritesTheSameFieldsInJsonAndInText() {
        Map<String, String> settings = Map.of("SEED", "7", "MESSAGES_PER_SECOND", "200", "ERROR_RATE", "0.3");
        Map<String, String> inJson = new HashMap<>(settings);
        inJson.put("LOG_FORMAT", "json");
        try (ServiceRun json = ServiceRun.producer(broker, inJson);
                ServiceRun text = ServiceRun.producer(broker, settings)) {
            for (ServiceRun producer : List.of(json, text)) {
                producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(100));
            }
            json.stop();
            text.stop();

            List<JsonLine> sent = framed(json, "producer").stream()
                    .filter(line -> line.text("message").startsWith("sent"))
                    .toList();
            assertThat(sent).hasSameSizeAs(json.sent());
            assertThat(sent)
                    .allSatisfy(line -> assertThat(position(line).topic()).isIn(TestBroker.TOPICS));
            Map<String, TextLine> inText = byEvent(text);
            Map<String, TextLine> fromJson = byEvent(json);
            Set<String> both = new HashSet<>(inText.keySet());
            both.retainAll(fromJson.keySet());
            assertThat(both).hasSizeGreaterThan(100);
            assertThat(both).allSatisfy(event -> assertThat(fromJson.get(event)).isEqualTo(inText.get(event)));
            assertThat(json.summary().fields())
                    .containsOnlyKeys(text.summary().fields().keySet());
        }
    }

    @Test
    void theKafkaClientsLinesAreObjectsToo() {
        // At INFO the Kafka client logs a page of configuration as one text with many line breaks.
        Map<String, String> settings =
                Map.of("CONSUMER_GROUP", "client \"quoted\"", "LOG_FORMAT", "json", "LOG_LEVEL", "debug");
        broker.write(List.of(record(bytes("key"), bytes("{}"))));
        try (ServiceRun consumer = ServiceRun.consumer(broker, settings)) {
            consumer.awaitLines("unexpected event", 1);

            List<JsonLine> all = framed(consumer, "consumer");
            assertThat(all)
                    .anySatisfy(line -> {
                        assertThat(line.text("log.logger")).isEqualTo("org.apache.kafka.common.config.AbstractConfig");
                        assertThat(line.text("message")).isEqualTo("\tgroup.id = client \"quoted\"");
                    })
                    .anySatisfy(line -> {
                        assertThat(line.text("log.logger")).isEqualTo("consumer");
                        assertThat(line.text("messaging.consumer.group.name")).isEqualTo("client \"quoted\"");
                    });
        }
    }

    /** {@link JsonLine} rejects a field whose type differs from its type on an earlier line. */
    @Test
    void aFieldHasTheSameTypeOnEveryLineOfBothServices() {
        Map<String, String> settings =
                Map.of("MESSAGES_PER_SECOND", "0.3", "CONSUMER_GROUP", "types", "LOG_FORMAT", "json");
        try (ServiceRun consumer = ServiceRun.consumer(broker, settings);
                ServiceRun producer = ServiceRun.producer(broker, settings)) {
            for (ServiceRun service : List.of(producer, consumer)) {
                service.awaitLines("summary", 1);
                service.stop(); // the last summary covers an interval without events
            }

            assertThat(rates(producer, "achieved_per_s")).hasSizeGreaterThan(1).hasOnlyElementsOfType(Double.class);
            assertThat(rates(consumer, "handled_per_s")).hasSizeGreaterThan(1).hasOnlyElementsOfType(Double.class);
        }
    }

    private static List<Object> rates(ServiceRun service, String field) {
        return service.output().stream()
                .map(JsonLine::parse)
                .filter(line -> line.text("message").equals("summary"))
                .map(line -> line.fields().get(field))
                .toList();
    }

    /** Returns all lines of standard output, and checks that each begins with the same fields. */
    private static List<JsonLine> framed(ServiceRun service, String name) {
        List<JsonLine> lines = service.output().stream().map(JsonLine::parse).toList();
        assertThat(lines)
                .isNotEmpty()
                .allSatisfy(
                        line -> assertThat(line.fields().keySet()).startsWith(JsonLine.FRAME.toArray(String[]::new)))
                .allSatisfy(line -> assertThat(line.text("service.name")).isEqualTo(name));
        return lines;
    }

    private static Position position(JsonLine line) {
        return new Position(
                line.text("messaging.destination.name"),
                Integer.parseInt(line.text("messaging.destination.partition.id")),
                line.number("messaging.kafka.offset"));
    }

    /** Returns a line without its time and without these fields, which differ between two runs. */
    private static TextLine without(TextLine line, String... keys) {
        Map<String, String> values = new HashMap<>(line.fields());
        for (String key : keys) {
            values.replace(key, "any");
        }
        return new TextLine(null, line.level(), line.logger(), line.message(), values);
    }

    private static Map<String, TextLine> byEvent(ServiceRun producer) {
        return producer.sent().stream()
                .collect(toMap(line -> line.value("event_id"), line -> without(line, "offset", "ack_ms")));
    }

    /** Returns a record for one partition, so that the order is known. */
    private static ProducerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ProducerRecord<>("orders", 0, key, value);
    }

    private static ProducerRecord<byte[], byte[]> traced(String value, String traceparent) {
        ProducerRecord<byte[], byte[]> record = record(bytes("key"), bytes(value));
        record.headers().add("traceparent", traceparent == null ? null : bytes(traceparent));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
