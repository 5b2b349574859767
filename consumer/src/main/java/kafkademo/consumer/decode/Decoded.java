package kafkademo.consumer.decode;

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
     * No JSON object; a {@link Diagnosis} tells more.
     *
     * @param type the kind of error, one of a handful
     */
    record Error(DecodeErrorType type) implements Decoded {}
}
