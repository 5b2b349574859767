package kafkademo.producer.shop;

/**
 * The stock of a product changed.
 *
 * @param change pieces: negative when reserved, positive when released or replenished
 * @param level pieces left after the change, never below 0
 * @param order for whose sake the stock moved; null for a replenishment, which nobody ordered
 */
public record InventoryUpdate(
        EventType type, String eventId, long occurredAtMillis, Product product, int change, int level, Order order)
        implements Event {
    @Override
    public String key() {
        return product.id();
    }
}
