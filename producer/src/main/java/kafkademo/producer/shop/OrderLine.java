package kafkademo.producer.shop;

/**
 * A product and how many of it, in a cart or an order.
 *
 * @param product what
 * @param quantity pieces, 1 or more
 */
public record OrderLine(Product product, int quantity) {
    /** Price of the whole line in minor units. */
    long totalMinor() {
        return product.priceMinor() * quantity;
    }
}
