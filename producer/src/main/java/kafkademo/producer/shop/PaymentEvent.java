package kafkademo.producer.shop;

/**
 * The payment of an order was authorized or declined. The amount is always the order's total.
 *
 * @param paymentId unique within a run
 * @param method for example {@code card}
 */
public record PaymentEvent(EventType type, Id eventId, long occurredAtMillis, Id paymentId, Order order, String method)
        implements Event {
    @Override
    public Id key() {
        return order.id();
    }
}
