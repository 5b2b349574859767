package kafkademo.consumer.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import kafkademo.common.HeaderNames;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The headers that tell what a record is. */
final class RecordHeaders {
    private static final int MAX_LENGTH = 60;
    private static final byte[] NONE = {};

    private RecordHeaders() {}

    /** The kind of the injected fault, {@code null} without one. A header without a value is a fault without a name. */
    static String fault(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(HeaderNames.INJECTED_FAULT);
        return header == null ? null : text(header);
    }

    /** The event's id as the header holds it, empty where there is none. */
    static byte[] eventId(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(HeaderNames.EVENT_ID);
        return header == null || header.value() == null ? NONE : header.value();
    }

    /** The event's id as text of bounded length. */
    static Optional<String> shownEventId(ConsumerRecord<?, ?> record) {
        return Optional.ofNullable(record.headers().lastHeader(HeaderNames.EVENT_ID))
                .map(RecordHeaders::text);
    }

    private static String text(Header header) {
        if (header.value() == null) {
            return "";
        }
        String text = new String(header.value(), StandardCharsets.UTF_8);
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + '…';
    }
}
