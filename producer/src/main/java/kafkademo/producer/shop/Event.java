package kafkademo.producer.shop;

/**
 * Something that happened in the shop. Immutable.
 *
 * @param type what happened; also says to which topic the event goes
 * @param eventId unique within a run, in the shape of a UUID
 * @param occurredAtMillis when it happened, in milliseconds since 1970-01-01T00:00:00Z
 * @param details to whom or what it happened
 */
public record Event(EventType type, String eventId, long occurredAtMillis, Details details) {
    /** The record key: the id of the entity whose events must stay in order. */
    public String key() {
        return details.key();
    }
}
