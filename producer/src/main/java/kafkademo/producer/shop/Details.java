package kafkademo.producer.shop;

/** To whom or what an event happened: what an event of its type tells besides id and time. */
public sealed interface Details {
    /** The id of the entity whose events must stay in order. */
    String key();

    /** What a shopper does on the pages of the shop. */
    sealed interface UserActivity extends Details {
        /** The visit of which this is a step. */
        Visit visit();

        @Override
        default String key() {
            return visit().sessionId();
        }
    }

    /** The shopper opens the first page. */
    record SessionStarted(Visit visit) implements UserActivity {}

    /** The shopper looks at a product's page. */
    record ProductViewed(Visit visit, Product product) implements UserActivity {}

    /** The shopper looks for something. */
    record ProductsSearched(Visit visit, Catalogue.Search search) implements UserActivity {}

    /** A line goes into the cart, or comes out of it as a whole. */
    record CartChanged(Visit visit, OrderLine line) implements UserActivity {}

    /** The shopper goes to the checkout; the cart becomes this order. */
    record CheckoutStarted(Visit visit, Order order) implements UserActivity {}

    /**
     * The shopper leaves.
     *
     * @param orders number of orders that were confirmed during the visit
     */
    record SessionEnded(Visit visit, int orders) implements UserActivity {}

    /** An order is created, confirmed or cancelled. */
    record OrderChanged(Order order) implements Details {
        @Override
        public String key() {
            return order.id();
        }
    }

    /**
     * The payment of an order is authorized or declined. The amount is always the order's total.
     *
     * @param id unique within a run
     * @param method for example {@code card}
     */
    record Payment(String id, Order order, String method) implements Details {
        @Override
        public String key() {
            return order.id();
        }
    }

    /**
     * The stock of a product changes.
     *
     * @param change pieces: negative when reserved, positive when released or replenished
     * @param level pieces left after the change, never below 0
     * @param order the order that the stock is for; null for a replenishment
     */
    record StockChanged(Product product, int change, int level, Order order) implements Details {
        @Override
        public String key() {
            return product.id();
        }
    }
}
