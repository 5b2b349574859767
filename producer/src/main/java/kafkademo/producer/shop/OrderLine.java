package kafkademo.producer.shop;

/**
 * A product in a cart or an order.
 *
 * @param quantity pieces, 1 or more
 */
public record OrderLine(Product product, int quantity) {
    /** Price of the whole line in cents. */
    long totalMinor() {
        return product.priceMinor() * quantity;
    }
}
