package kafkademo.producer.shop;

import java.util.List;

/**
 * What a shopper ordered. Immutable.
 *
 * @param id shared by the order's own events, its payment and its stock movements
 * @param visit who ordered, and during which visit
 * @param lines one per product, at least one
 * @param totalMinor sum of the lines in cents
 */
public record Order(String id, Visit visit, List<OrderLine> lines, long totalMinor) {}
