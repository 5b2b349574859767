package kafkademo.producer.shop;

/**
 * An order was created, confirmed or cancelled.
 *
 * @param order the order as it was created; it does not change afterwards
 */
public record OrderEvent(EventType type, String eventId, long occurredAtMillis, Order order) implements Event {
    @Override
    public String key() {
        return order.id();
    }
}
