package kafkademo.consumer;

/** What a record's value turned out to be. */
public sealed interface Decoded {
    /**
     * A JSON object.
     *
     * @param eventId the object's own {@code event_id}, {@code null} where it has none that is a string
     * @param eventType likewise its {@code event_type}
     */
    record Event(String eventId, String eventType) implements Decoded {}

    /**
     * No JSON object.
     *
     * @param type the kind of error, one of a handful
     * @param reason the error in words; it may quote the document
     * @param line where the error is, counted from 1; 0 where there is no place to point to
     * @param column likewise, in bytes
     */
    record Error(DecodeErrorType type, String reason, int line, int column) implements Decoded {}
}
