package kafkademo.bench;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What {@code kafka-producer-perf-test} is to send, made of the producer's records. It takes text, and sends values alone. */
final class Payloads {
    /** Stands in no document: line breaks do, where a fault put them. */
    static final String DELIMITER = "<-next->";

    private final StringJoiner values = new StringJoiner(DELIMITER);
    private final StringJoiner records = new StringJoiner(DELIMITER);
    private final LongSummaryStatistics valueBytes = new LongSummaryStatistics();
    private final LongSummaryStatistics recordBytes = new LongSummaryStatistics();

    void add(ConsumerRecord<byte[], byte[]> record) {
        // The tool reads its file as UTF-8: what isn't becomes a replacement character here already.
        String value = new String(record.value(), StandardCharsets.UTF_8);
        String rest = withoutValue(record);
        values.add(value);
        records.add(value + rest);
        valueBytes.accept(record.value().length);
        recordBytes.accept(record.value().length + rest.length());
    }

    /** The key, and the headers' keys and values, all of which are ASCII. */
    private static String withoutValue(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(new String(record.key(), StandardCharsets.US_ASCII));
        for (Header header : record.headers()) {
            text.append(header.key()).append(new String(header.value(), StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    /** The records' values. */
    String values() {
        return values.toString();
    }

    /** As many bytes as the whole records. */
    String records() {
        return records.toString();
    }

    /** What is worth knowing of a comparison by {@link #values}. */
    String sameValues() {
        return String.format(
                Locale.ROOT,
                "%.0f bytes a record with key and headers; the tool, without, %.0f",
                recordBytes.getAverage(),
                valueBytes.getAverage());
    }

    /** What is worth knowing of a comparison by {@link #records}. */
    String sameBytes() {
        return String.format(
                Locale.ROOT,
                "%.0f bytes a record: key, value and headers; the tool's are all value",
                recordBytes.getAverage());
    }
}
