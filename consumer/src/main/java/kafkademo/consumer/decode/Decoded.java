package kafkademo.consumer.decode;

/** The verdict on a record's value. */
public sealed interface Decoded {
    /**
     * The value is a JSON object.
     *
     * @param eventId the object's {@code event_id}, or {@code null} if it has none that is a string
     * @param eventType the object's {@code event_type}, or {@code null} if it has none that is a string
     * @param unexpected what of its content is not as agreed, in words that may quote the document; {@code null} if all is
     */
    record Event(String eventId, String eventType, String unexpected) implements Decoded {}

    /**
     * The value is not a JSON object.
     *
     * @param type the kind of error
     * @param reason the error in words; it may quote the document
     * @param line the line of the error, counted from 1; 0 if the error has no place
     * @param column the column of the error in bytes, counted from 1; 0 if the error has no place
     */
    record Error(DecodeErrorType type, String reason, int line, int column) implements Decoded {}
}
