package kafkademo.producer.shop;

/**
 * An order was created, confirmed or cancelled.
 *
 * @param order the order as it was created; it does not change afterwards
 */
public record OrderEvent(EventType type, Id eventId, long occurredAtMillis, Order order) implements Event {
    @Override
    public Id key() {
        return order.id();
    }
}
