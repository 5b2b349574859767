package kafkademo.consumer.reconcile;

import java.nio.charset.StandardCharsets;
import kafkademo.common.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers that tell the truth about a record. */
final class RecordHeaders {
    private static final int MAX_LENGTH = 60;

    private RecordHeaders() {}

    /** The kind of fault that was injected, {@code null} where none was; a header without a value is a fault without a name. */
    static String fault(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(HeaderNames.INJECTED_FAULT);
        return header == null ? null : text(header.value());
    }

    static boolean isFaulty(ConsumerRecord<?, ?> record) {
        return record.headers().lastHeader(HeaderNames.INJECTED_FAULT) != null;
    }

    /** The event's id as it stands in the header, {@code null} or empty where there is none. */
    static byte[] eventId(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(HeaderNames.EVENT_ID);
        return header == null ? null : header.value();
    }

    /** The event's id to be shown, {@code null} where there is none. */
    static String shownEventId(ConsumerRecord<?, ?> record) {
        byte[] id = eventId(record);
        return id == null ? null : text(id);
    }

    private static String text(byte[] value) {
        if (value == null) {
            return "";
        }
        String text = new String(value, StandardCharsets.UTF_8);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + '…';
    }
}
