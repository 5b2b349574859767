package kafkademo.producer.shop;

/** What a shopper does on the pages of the shop. */
public sealed interface UserActivity extends Event {
    /** The visit of which this is a step. */
    Visit visit();

    @Override
    default String key() {
        return visit().sessionId();
    }

    /** The shopper opens the first page. */
    record SessionStarted(EventType type, String eventId, long occurredAtMillis, Visit visit) implements UserActivity {}

    /** The shopper looks at a product's page. */
    record ProductViewed(EventType type, String eventId, long occurredAtMillis, Visit visit, Product product)
            implements UserActivity {}

    /** The shopper looks for something. */
    record ProductsSearched(EventType type, String eventId, long occurredAtMillis, Visit visit, Search search)
            implements UserActivity {}

    /** A line goes into the cart, or comes out of it as a whole. */
    record CartChanged(EventType type, String eventId, long occurredAtMillis, Visit visit, OrderLine line)
            implements UserActivity {}

    /**
     * The shopper goes to the checkout; an order of the same lines follows.
     *
     * @param lines number of lines in the cart
     * @param totalMinor what they cost together, in minor units
     */
    record CheckoutStarted(
            EventType type, String eventId, long occurredAtMillis, Visit visit, int lines, long totalMinor)
            implements UserActivity {}

    /**
     * The shopper leaves.
     *
     * @param orders number of orders that were confirmed during the visit
     */
    record SessionEnded(EventType type, String eventId, long occurredAtMillis, Visit visit, int orders)
            implements UserActivity {}
}
