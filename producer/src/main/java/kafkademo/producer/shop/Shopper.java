package kafkademo.producer.shop;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * One of the people in the shop: arrives, browses, fills a cart, orders or not, and leaves; the next visitor then takes
 * the place. Every step is one event.
 */
final class Shopper {
    /** Visitors whom the shop knows; they come back. */
    private static final int KNOWN_SHOPPERS = 50_000;

    private static final String[] DEVICES = {"mobile", "mobile", "mobile", "desktop", "desktop", "tablet"};
    private static final String[] CHANNELS = {
        "search_engine", "direct", "newsletter", "social_media", "price_comparison"
    };

    // Shares of what a browsing shopper does next, in percent, added up; the rest puts something back.
    private static final int SEARCHES = 12;
    private static final int VIEWS = SEARCHES + 30;
    private static final int ADDS = VIEWS + 50;

    private static final int LEAVES_FULL_CART_PERCENT = 15;
    private static final int LEAVES_AFTER_ORDER_PERCENT = 75;

    private enum Stage {
        ARRIVING,
        BROWSING,
        LEAVING
    }

    private final SplittableRandom random;
    private final Ids ids;
    private final LongSupplier epochMillis;
    private final OrderProcess process;
    private final Cart cart = new Cart();

    private Stage stage;
    private Visit visit;

    /** Among which products the shopper looks around. */
    private List<Product> shelf;

    private Product viewed;
    private int stepsBeforeDeciding;
    private int ordersConfirmed;

    Shopper(SplittableRandom random, Ids ids, LongSupplier epochMillis, StockRoom stock) {
        this.random = random;
        this.ids = ids;
        this.epochMillis = epochMillis;
        this.process = new OrderProcess(random, ids, epochMillis, stock);
        nextVisit();
    }

    /** Whether the shopper's next event belongs to an order; it is user activity otherwise. */
    boolean isOrdering() {
        return process.isOpen();
    }

    /** See {@link OrderProcess#missingProduct}. */
    int missingProduct() {
        return process.missingProduct();
    }

    /**
     * How near the shopper is to a settled order. Open orders come first, nearest the end before others; then carts, the
     * fullest first; then who has nothing yet; then who is leaving.
     */
    int progress() {
        int ofOrder = process.progress();
        if (ofOrder > 0) {
            return 2 + Cart.MAX_LINES + ofOrder;
        }
        if (process.isOpen() || stage == Stage.LEAVING) {
            return 0;
        }
        return stage == Stage.ARRIVING ? 1 : 2 + cart.size();
    }

    /**
     * Does what the shopper does next.
     *
     * @param mayCheckOut whether one more order may be opened now; otherwise the shopper looks around some more
     */
    Event step(boolean mayCheckOut) {
        if (process.isOpen()) {
            return continueOrder();
        }
        return switch (stage) {
            case ARRIVING -> arrive();
            case BROWSING -> browse(mayCheckOut);
            case LEAVING -> leave();
        };
    }

    /** Does the next step on the shortest way to a settled order. */
    Event hurry() {
        if (process.isOpen() || stage != Stage.BROWSING) {
            return step(true);
        }
        return cart.isEmpty() ? add(Catalogue.pick(random)) : checkOut();
    }

    private Event continueOrder() {
        Event event = process.step();
        if (!process.isOpen()) {
            if (process.wasPaid()) {
                ordersConfirmed++;
            }
            stage = random.nextInt(100) < LEAVES_AFTER_ORDER_PERCENT ? Stage.LEAVING : Stage.BROWSING;
            stepsBeforeDeciding = random.nextInt(3, 9);
        }
        return event;
    }

    private Event arrive() {
        stage = Stage.BROWSING;
        return new UserActivity.SessionStarted(EventType.SESSION_STARTED, ids.uuid(), epochMillis.getAsLong(), visit);
    }

    private Event browse(boolean mayCheckOut) {
        if (--stepsBeforeDeciding <= 0) {
            if (cart.isEmpty() || random.nextInt(100) < LEAVES_FULL_CART_PERCENT) {
                return leave();
            }
            return mayCheckOut ? checkOut() : view();
        }
        int wish = random.nextInt(100);
        if (wish < SEARCHES) {
            return search();
        }
        if (wish >= ADDS && !cart.isEmpty()) {
            return remove();
        }
        if (wish >= VIEWS && viewed != null && cart.takes(viewed)) {
            return add(viewed);
        }
        return view();
    }

    private Event search() {
        Search search = Catalogue.SEARCHES.get(random.nextInt(Catalogue.SEARCHES.size()));
        shelf = search.hits();
        return new UserActivity.ProductsSearched(
                EventType.PRODUCTS_SEARCHED, ids.uuid(), epochMillis.getAsLong(), visit, search);
    }

    private Event view() {
        viewed = Catalogue.pick(shelf, random);
        return new UserActivity.ProductViewed(
                EventType.PRODUCT_VIEWED, ids.uuid(), epochMillis.getAsLong(), visit, viewed);
    }

    private Event add(Product product) {
        int luck = random.nextInt(10);
        OrderLine line = new OrderLine(product, luck < 7 ? 1 : luck < 9 ? 2 : 3);
        cart.add(line);
        return new UserActivity.CartChanged(
                EventType.CART_ITEM_ADDED, ids.uuid(), epochMillis.getAsLong(), visit, line);
    }

    private Event remove() {
        OrderLine line = cart.remove(random.nextInt(cart.size()));
        return new UserActivity.CartChanged(
                EventType.CART_ITEM_REMOVED, ids.uuid(), epochMillis.getAsLong(), visit, line);
    }

    private Event checkOut() {
        int lines = cart.size();
        Order order = cart.order(ids.withPrefix("ord-"), visit);
        process.begin(order);
        return new UserActivity.CheckoutStarted(
                EventType.CHECKOUT_STARTED, ids.uuid(), epochMillis.getAsLong(), visit, lines, order.totalMinor());
    }

    private Event leave() {
        Event event = new UserActivity.SessionEnded(
                EventType.SESSION_ENDED, ids.uuid(), epochMillis.getAsLong(), visit, ordersConfirmed);
        nextVisit();
        return event;
    }

    private void nextVisit() {
        visit = new Visit(
                "shopper-" + (100_000 + random.nextInt(KNOWN_SHOPPERS)),
                ids.withPrefix("ses-"),
                DEVICES[random.nextInt(DEVICES.length)],
                CHANNELS[random.nextInt(CHANNELS.length)]);
        stage = Stage.ARRIVING;
        cart.clear();
        shelf = Catalogue.PRODUCTS;
        viewed = null;
        ordersConfirmed = 0;
        stepsBeforeDeciding = random.nextInt(3, 9);
    }
}
