package kafkademo.consumer.reconcile;

import java.nio.charset.StandardCharsets;
import kafkademo.common.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers that tell what a record is. */
final class RecordHeaders {
    private static final int MAX_LENGTH = 60;
    private static final byte[] NONE = {};

    private RecordHeaders() {}

    /** Returns the event's id, empty where there is none. */
    static byte[] eventId(ConsumerRecord<?, ?> record) {
        return value(record.headers().lastHeader(HeaderNames.EVENT_ID));
    }

    /** Returns the kind of the injected fault, {@code null} without one. A header without a value is a fault without a name. */
    static String fault(ConsumerRecord<?, ?> record) {
        return text(record, HeaderNames.INJECTED_FAULT);
    }

    /** Returns a header as text of bounded length, {@code null} if the record has none of this name. */
    static String text(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            return null;
        }
        String text = new String(value(header), StandardCharsets.UTF_8);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + '…';
    }

    private static byte[] value(Header header) {
        return header == null || header.value() == null ? NONE : header.value();
    }
}
