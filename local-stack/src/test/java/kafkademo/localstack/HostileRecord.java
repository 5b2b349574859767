package kafkademo.localstack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that the producer never sends.
 *
 * @param name what it is, which is also its key
 * @param value {@code null} for a record without a value
 * @param verdict the type of the decode error, or {@link #UNEXPECTED}
 */
record HostileRecord(String name, byte[] value, String verdict) {
    static final String UNEXPECTED = "unexpected event";
    static final byte[] GOOD = bytes("{\"event_id\": \"good\"}");

    static final List<HostileRecord> ALL = List.of(
            new HostileRecord("null", null, "null_value"),
            new HostileRecord("empty", new byte[0], "empty"),
            new HostileRecord("white space", bytes(" \n\t"), "empty"),
            new HostileRecord("no UTF-8", new byte[] {'{', '"', (byte) 0xC3, '"', ':', '1', '}'}, "invalid_utf8"),
            new HostileRecord("overlong UTF-8", new byte[] {'"', (byte) 0xC0, (byte) 0x80, '"'}, "invalid_utf8"),
            new HostileRecord("1 MB, good", bytes("{\"a\": \"" + "x".repeat(1_000_000) + "\"}"), UNEXPECTED),
            new HostileRecord("1 MB, cut off", bytes("{\"a\": \"" + "x".repeat(1_000_000)), "unexpected_end"),
            new HostileRecord("100,000 arrays deep", bytes("[".repeat(100_000)), "limit_exceeded"),
            new HostileRecord("100,000 objects deep", bytes("{\"a\":".repeat(100_000)), "limit_exceeded"),
            new HostileRecord("10,000 digits", bytes("{\"a\": " + "9".repeat(10_000) + "}"), "limit_exceeded"),
            new HostileRecord("10,000 decimals", bytes("{\"a\": 0." + "9".repeat(10_000) + "}"), "limit_exceeded"),
            new HostileRecord("a vast exponent", bytes("{\"a\": 1e999999999}"), UNEXPECTED),
            new HostileRecord("a name twice", bytes("{\"event_id\": \"1\", \"event_id\": \"2\"}"), UNEXPECTED),
            new HostileRecord("a BOM", bytes("\uFEFF{\"event_id\": \"1\"}"), "syntax"),
            new HostileRecord("raw line breaks", bytes("{\"a\": \"1\n2\r\n3\u20283\"}"), "syntax"),
            new HostileRecord("raw ANSI", bytes("{\"a\": \"\033[2J\033[31mred\"}"), "syntax"),
            new HostileRecord("escaped ANSI", bytes("{\"event_type\": \"\\u001b[2J\\r\\nfoo\"}"), UNEXPECTED),
            new HostileRecord("a forged line", bytes("\n2026-01-01T00:00:00Z INFO x - processed a=1"), "syntax"),
            new HostileRecord("NaN", bytes("{\"a\": NaN}"), "syntax"),
            new HostileRecord("an array", bytes("[1]"), "not_an_object"),
            new HostileRecord("two documents", bytes("{}{}"), "trailing_content"),
            new HostileRecord("half a number at the end", bytes("{}1e"), "trailing_content"),
            new HostileRecord("half a surrogate in a name", bytes("{\"\\uDFAA\": 0}"), UNEXPECTED),
            new HostileRecord("half a surrogate in a value", bytes("{\"a\": \"\\uDFAA\"}"), UNEXPECTED),
            new HostileRecord("\033[31ma key\r\nin colour", GOOD, UNEXPECTED));

    /** Returns a record with headers that have no value. {@code partition} may be {@code null}. */
    static ProducerRecord<byte[], byte[]> record(String topic, Integer partition, String name, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, partition, bytes(name), value);
        record.headers().add("event_type", null).add("injected_fault", null);
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
