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
    record SessionStarted(String eventId, long occurredAtMillis, Visit visit) implements UserActivity {
        @Override
        public EventType type() {
            return EventType.SESSION_STARTED;
        }
    }

    /** The shopper looks at a product's page. */
    record ProductViewed(String eventId, long occurredAtMillis, Visit visit, Product product) implements UserActivity {
        @Override
        public EventType type() {
            return EventType.PRODUCT_VIEWED;
        }
    }

    /** The shopper looks for something. */
    record ProductsSearched(String eventId, long occurredAtMillis, Visit visit, Search search) implements UserActivity {
        @Override
        public EventType type() {
            return EventType.PRODUCTS_SEARCHED;
        }
    }

    /** A line goes into the cart. */
    record CartItemAdded(String eventId, long occurredAtMillis, Visit visit, OrderLine line) implements UserActivity {
        @Override
        public EventType type() {
            return EventType.CART_ITEM_ADDED;
        }
    }

    /** A whole line comes out of the cart again. */
    record CartItemRemoved(String eventId, long occurredAtMillis, Visit visit, OrderLine line) implements UserActivity {
        @Override
        public EventType type() {
            return EventType.CART_ITEM_REMOVED;
        }
    }

    /**
     * The shopper goes to the till; an order of the same lines follows.
     *
     * @param lines lines in the cart
     * @param totalMinor what they cost together, in minor units
     */
    record CheckoutStarted(String eventId, long occurredAtMillis, Visit visit, int lines, long totalMinor)
            implements UserActivity {
        @Override
        public EventType type() {
            return EventType.CHECKOUT_STARTED;
        }
    }

    /**
     * The shopper leaves.
     *
     * @param orders orders that were confirmed during the visit
     */
    record SessionEnded(String eventId, long occurredAtMillis, Visit visit, int orders) implements UserActivity {
        @Override
        public EventType type() {
            return EventType.SESSION_ENDED;
        }
    }
}
