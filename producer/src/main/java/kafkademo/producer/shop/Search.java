package kafkademo.producer.shop;

import java.util.List;

/**
 * A search that shoppers make.
 *
 * @param query what they type
 * @param hits the products that it finds, at least one
 */
public record Search(String query, List<Product> hits) {}
