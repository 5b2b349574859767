package kafkademo.consumer.reconcile;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers that tell what a record is. */
final class RecordHeaders {
    private static final int MAX_LENGTH = 60;
    private static final byte[] NONE = {};

    private RecordHeaders() {}

    /** Returns a header's value, empty if it has none, {@code null} if the record has no header of this name. */
    static byte[] bytes(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            return null;
        }
        return header.value() == null ? NONE : header.value();
    }

    /** Returns a header as text of bounded length, {@code null} if the record has none of this name. */
    static String text(ConsumerRecord<?, ?> record, String name) {
        byte[] bytes = bytes(record, name);
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + '…';
    }
}
