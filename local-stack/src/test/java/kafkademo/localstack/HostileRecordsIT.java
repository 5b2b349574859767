package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Writes records that the producer never sends, with a plain Kafka client. */
@ExtendWith(BrokerExtension.class)
class HostileRecordsIT {
    private static final String UNEXPECTED = "unexpected event";
    private static final byte[] GOOD = bytes("{\"event_id\": \"good\"}");

    private final TestBroker broker;

    HostileRecordsIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void eachHostileRecordIsLoggedAndCountedOnceAndTheNextRecordIsProcessed() {
        Map<String, byte[]> values = new LinkedHashMap<>();
        List<String> verdicts = new ArrayList<>();
        fill(values, verdicts);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry : values.entrySet()) {
            records.add(record(entry.getKey(), entry.getValue()));
            records.add(record("good", GOOD));
        }
        List<Position> positions = broker.write(records);

        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "hostile"))) {
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(positions));
            consumer.stop();

            assertThat(consumer.handled()).extracting(TextLine::position).containsExactlyElementsOf(positions);
            List<String> found = new ArrayList<>();
            for (int i = 0; i < positions.size(); i += 2) {
                found.add(verdict(consumer.handled().get(i)));
                assertThat(verdict(consumer.handled().get(i + 1))).isEqualTo(UNEXPECTED);
            }
            assertThat(named(values, found)).isEqualTo(named(values, verdicts));
            long good = verdicts.stream().filter(UNEXPECTED::equals).count() + values.size();
            assertThat(consumer.summary().number("processed")).isEqualTo(good);
            assertThat(consumer.summary().number("decode_errors")).isEqualTo(positions.size() - good);
        }
    }

    private static void fill(Map<String, byte[]> values, List<String> verdicts) {
        add(values, verdicts, "null", null, "null_value");
        add(values, verdicts, "empty", new byte[0], "empty");
        add(values, verdicts, "white space", bytes(" \n\t"), "empty");
        add(values, verdicts, "no UTF-8", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, "invalid_utf8");
        add(values, verdicts, "overlong UTF-8", new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, "invalid_utf8");
        add(values, verdicts, "1 MB, good", bytes("{\"a\": \"" + "x".repeat(1_000_000) + "\"}"), UNEXPECTED);
        add(values, verdicts, "1 MB, cut off", bytes("{\"a\": \"" + "x".repeat(1_000_000)), "unexpected_end");
        add(values, verdicts, "100,000 arrays deep", bytes("[".repeat(100_000)), "limit_exceeded");
        add(values, verdicts, "100,000 objects deep", bytes("{\"a\":".repeat(100_000)), "limit_exceeded");
        add(values, verdicts, "10,000 digits", bytes("{\"a\": " + "9".repeat(10_000) + "}"), "limit_exceeded");
        add(values, verdicts, "10,000 decimals", bytes("{\"a\": 0." + "9".repeat(10_000) + "}"), "limit_exceeded");
        add(values, verdicts, "a vast exponent", bytes("{\"a\": 1e999999999}"), UNEXPECTED);
        add(values, verdicts, "a name twice", bytes("{\"event_id\": \"1\", \"event_id\": \"2\"}"), UNEXPECTED);
        add(values, verdicts, "a BOM", bytes("\uFEFF{\"event_id\": \"1\"}"), "syntax");
        add(values, verdicts, "raw line breaks", bytes("{\"a\": \"1\n2\r\n3\u20283\"}"), "syntax");
        add(values, verdicts, "raw ANSI", bytes("{\"a\": \"\033[2J\033[31mred\"}"), "syntax");
        add(values, verdicts, "escaped ANSI", bytes("{\"event_type\": \"\\u001b[2J\\r\\nfoo\"}"), UNEXPECTED);
        add(values, verdicts, "a forged line", bytes("\n2026-01-01T00:00:00Z INFO x - processed a=1"), "syntax");
        add(values, verdicts, "NaN", bytes("{\"a\": NaN}"), "syntax");
        add(values, verdicts, "an array", bytes("[1]"), "not_an_object");
        add(values, verdicts, "two documents", bytes("{}{}"), "trailing_content");
        add(values, verdicts, "half a number at the end", bytes("{}1e"), "trailing_content");
        add(values, verdicts, "half a surrogate in a name", bytes("{\"\\uDFAA\": 0}"), UNEXPECTED);
        add(values, verdicts, "half a surrogate in a value", bytes("{\"a\": \"\\uDFAA\"}"), UNEXPECTED);
        add(values, verdicts, "\033[31ma key\r\nin colour", GOOD, UNEXPECTED);
    }

    private static void add(
            Map<String, byte[]> values, List<String> verdicts, String name, byte[] value, String verdict) {
        values.put(name, value);
        verdicts.add(verdict);
    }

    /** Returns a record with headers that have no value. It goes to a fixed partition, so that the order is known. */
    private static ProducerRecord<byte[], byte[]> record(String name, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>("orders", 0, bytes(name), value);
        record.headers().add("event_type", null).add("injected_fault", null);
        return record;
    }

    private static String verdict(TextLine line) {
        return line.message().equals(UNEXPECTED) ? UNEXPECTED : line.value("error_type");
    }

    private static Map<String, String> named(Map<String, byte[]> values, List<String> verdicts) {
        Map<String, String> named = new LinkedHashMap<>();
        values.keySet().forEach(name -> named.put(name, verdicts.get(named.size())));
        return named;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
