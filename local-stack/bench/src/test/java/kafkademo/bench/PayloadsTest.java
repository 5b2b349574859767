package kafkademo.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class PayloadsTest {
    private final Payloads payloads = new Payloads();

    @Test
    void aPayloadHasAsManyBytesAsItsRecord() {
        ConsumerRecord<byte[], byte[]> record = record("{\"city\":\"Zürich\"}".getBytes(UTF_8));
        record.headers().add("traceparent", "00-1".getBytes(UTF_8)).add("type", "order".getBytes(UTF_8));

        payloads.add(record);

        int value = 17 + 1;
        int rest = "key-1".length() + "traceparent".length() + "00-1".length() + "type".length() + "order".length();
        assertThat(payloads.values().getBytes(UTF_8)).hasSize(value);
        assertThat(payloads.records().getBytes(UTF_8)).hasSize(value + rest);
        assertThat(payloads.sameBytes()).startsWith(value + rest + " bytes a record");
        assertThat(payloads.sameValues()).startsWith(value + rest + " bytes").endsWith(" " + value);
    }

    @Test
    void anyValueIsOnePayload() {
        payloads.add(record(new byte[] {'{', (byte) 0xC3, '}'}));
        payloads.add(record("{\r\n\n}".getBytes(UTF_8)));
        payloads.add(record("{}".getBytes(UTF_8)));

        // Split as the tool splits it.
        assertThat(payloads.values().split(Payloads.DELIMITER)).containsExactly("{\uFFFD}", "{\r\n\n}", "{}");
        assertThat(payloads.records().split(Payloads.DELIMITER))
                .containsExactly("{\uFFFD}key-1", "{\r\n\n}key-1", "{}key-1");
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>("orders", 0, 0, "key-1".getBytes(UTF_8), value);
    }
}
