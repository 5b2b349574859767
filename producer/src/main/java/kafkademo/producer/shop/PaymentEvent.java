package kafkademo.producer.shop;

/**
 * The payment of an order was authorized or declined. The amount is always the order's total.
 *
 * @param paymentId unique within a run
 * @param method for example {@code card}
 */
public record PaymentEvent(
        EventType type, String eventId, long occurredAtMillis, String paymentId, Order order, String method)
        implements Event {
    @Override
    public String key() {
        return order.id();
    }
}
