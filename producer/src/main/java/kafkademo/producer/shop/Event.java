package kafkademo.producer.shop;

/** Something that happened in the shop. Immutable. */
public sealed interface Event permits UserActivity, OrderEvent, PaymentEvent, InventoryUpdate {
    /** What happened; also says to which topic the event goes. */
    EventType type();

    /** Unique within a run, in the shape of a UUID. */
    String eventId();

    /** When it happened, in milliseconds since 1970-01-01T00:00:00Z. */
    long occurredAtMillis();

    /** The record key: the id of the entity whose events must stay in order. */
    String key();
}
