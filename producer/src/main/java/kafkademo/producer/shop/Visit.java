package kafkademo.producer.shop;

/**
 * One shopper's visit to the shop, from the first page to the last.
 *
 * @param shopperId the person; comes back for other visits
 * @param sessionId the visit; used once
 * @param device {@code mobile}, {@code desktop} or {@code tablet}
 * @param channel what led the shopper here, for example {@code newsletter}
 */
public record Visit(String shopperId, String sessionId, String device, String channel) {}
