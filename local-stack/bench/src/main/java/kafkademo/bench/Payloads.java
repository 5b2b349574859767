package kafkademo.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Turns the producer's records into payloads for {@code kafka-producer-perf-test}. The tool accepts only text, and
 * sends only values.
 */
final class Payloads {
    /** Appears in no document. Line breaks can, where a fault put them. */
    static final String DELIMITER = "<-next->";

    private final StringJoiner values = new StringJoiner(DELIMITER);
    private final StringJoiner records = new StringJoiner(DELIMITER);
    private final LongSummaryStatistics valueBytes = new LongSummaryStatistics();
    private final LongSummaryStatistics recordBytes = new LongSummaryStatistics();

    void add(ConsumerRecord<byte[], byte[]> record) {
        // The tool reads its file as UTF-8, so invalid bytes become replacement characters here already.
        String value = new String(record.value(), StandardCharsets.UTF_8);
        String rest = withoutValue(record);
        values.add(value);
        records.add(value + rest);
        valueBytes.accept(record.value().length);
        recordBytes.accept(record.value().length + rest.length());
    }

    /** Returns the key, and the headers' keys and values. All of them are ASCII. */
    private static String withoutValue(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(new String(record.key(), StandardCharsets.US_ASCII));
        for (Header header : record.headers()) {
            text.append(header.key()).append(new String(header.value(), StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    /** Returns the values of the records. */
    String values() {
        return values.toString();
    }

    /** Returns payloads as long as the complete records. */
    String records() {
        return records.toString();
    }

    /** Returns the note for a comparison by {@link #values}. */
    String sameValues() {
        return String.format(
                Locale.ROOT,
                "%.0f bytes a record with key and headers; the tool, without, %.0f",
                recordBytes.getAverage(),
                valueBytes.getAverage());
    }

    /** Returns the note for a comparison by {@link #records}. */
    String sameBytes() {
        return String.format(
                Locale.ROOT,
                "%.0f bytes a record: key, value and headers; the tool's are all value",
                recordBytes.getAverage());
    }
}
