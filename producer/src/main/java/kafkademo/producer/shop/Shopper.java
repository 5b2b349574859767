package kafkademo.producer.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * One of the people in the shop, and their order. A shopper arrives, browses, fills a cart, and orders or not; the back
 * office reserves the stock line by line, takes the payment, and confirms the order or cancels it and releases the stock.
 * When the shopper leaves, the next visitor takes the place. Every step is one event.
 */
final class Shopper {
    /** Visitors whom the shop knows; they come back. */
    private static final int KNOWN_SHOPPERS = 50_000;

    /** Lines in a cart, each of another product. */
    private static final int MAX_LINES = 5;

    // Each of a list is equally likely.
    private static final List<String> DEVICES = List.of("mobile", "mobile", "mobile", "desktop", "desktop", "tablet");
    private static final List<String> CHANNELS =
            List.of("search_engine", "direct", "newsletter", "social_media", "price_comparison");
    private static final List<String> METHODS =
            List.of("card", "card", "card", "paypal", "paypal", "sepa_debit", "gift_card");
    private static final List<Integer> QUANTITIES = List.of(1, 1, 1, 1, 1, 1, 1, 2, 2, 3);

    // Shares of what a browsing shopper does next, in percent, added up; the rest puts something back.
    private static final int SEARCHES = 12;
    private static final int VIEWS = SEARCHES + 30;
    private static final int ADDS = VIEWS + 50;

    private static final int LEAVES_FULL_CART_PERCENT = 15;
    private static final int LEAVES_AFTER_ORDER_PERCENT = 75;
    private static final int DECLINED_PERCENT = 7;

    private enum Stage {
        ARRIVING,
        BROWSING,
        LEAVING,

        // The stages of an order.
        CREATING,
        RESERVING,
        PAYING,
        CONFIRMING,
        CANCELLING,
        RELEASING
    }

    private final SplittableRandom random;
    private final Journal journal;
    private final StockRoom stock;
    private final List<OrderLine> cart = new ArrayList<>(MAX_LINES);

    private Stage stage;
    private Visit visit;

    /** The products that the shopper looks at. */
    private List<Product> shelf;

    private Product viewed;
    private int stepsBeforeDeciding;
    private int ordersConfirmed;
    private Order order;

    /** Index of the line of the order that is reserved or released next. */
    private int line;

    Shopper(SplittableRandom random, Journal journal, StockRoom stock) {
        this.random = random;
        this.journal = journal;
        this.stock = stock;
        nextVisit();
    }

    /** Whether the shopper has an open order; the next event is user activity otherwise. */
    boolean isOrdering() {
        return stage.compareTo(Stage.CREATING) >= 0;
    }

    /** How near the shopper is to a confirmed or cancelled order: the higher, the fewer steps are left. */
    int progress() {
        return switch (stage) {
            case LEAVING, RELEASING -> 0;
            case ARRIVING -> 1;
            case BROWSING -> 2 + cart.size();
            case CREATING -> 10;
            case RESERVING -> 15 - linesLeft();
            case PAYING -> 20;
            case CONFIRMING, CANCELLING -> 25;
        };
    }

    /**
     * Does what the shopper does next.
     *
     * @param mayCheckOut asked when the shopper wants to check out; if not, the shopper looks around some more
     */
    Event step(BooleanSupplier mayCheckOut) {
        return switch (stage) {
            case ARRIVING -> arrive();
            case BROWSING -> browse(mayCheckOut);
            case LEAVING -> leave();
            case CREATING -> create();
            case RESERVING -> reserve();
            case PAYING -> pay();
            case CONFIRMING -> confirm();
            case CANCELLING -> cancel();
            case RELEASING -> release();
        };
    }

    /** Does the next step on the shortest way to a confirmed or cancelled order. */
    Event hurry() {
        if (stage != Stage.BROWSING) {
            return step(() -> true);
        }
        return cart.isEmpty() ? add(Catalogue.pick(Catalogue.PRODUCTS, random)) : checkOut();
    }

    private Event arrive() {
        stage = Stage.BROWSING;
        return journal.event(EventType.SESSION_STARTED, new Details.SessionStarted(visit));
    }

    private Event browse(BooleanSupplier mayCheckOut) {
        if (--stepsBeforeDeciding <= 0) {
            if (cart.isEmpty() || random.nextInt(100) < LEAVES_FULL_CART_PERCENT) {
                return leave();
            }
            return mayCheckOut.getAsBoolean() ? checkOut() : view();
        }
        int wish = random.nextInt(100);
        if (wish < SEARCHES) {
            return search();
        }
        if (wish >= ADDS && !cart.isEmpty()) {
            return remove();
        }
        if (wish >= VIEWS && mayAddViewed()) {
            return add(viewed);
        }
        return view();
    }

    private Event search() {
        Catalogue.Search search = pick(Catalogue.SEARCHES);
        shelf = search.hits();
        return journal.event(EventType.PRODUCTS_SEARCHED, new Details.ProductsSearched(visit, search));
    }

    private Event view() {
        viewed = Catalogue.pick(shelf, random);
        return journal.event(EventType.PRODUCT_VIEWED, new Details.ProductViewed(visit, viewed));
    }

    private boolean mayAddViewed() {
        if (viewed == null || cart.size() == MAX_LINES) {
            return false;
        }
        for (OrderLine inCart : cart) {
            if (inCart.product() == viewed) {
                return false;
            }
        }
        return true;
    }

    private Event add(Product product) {
        OrderLine added = new OrderLine(product, pick(QUANTITIES));
        cart.add(added);
        return journal.event(EventType.CART_ITEM_ADDED, new Details.CartChanged(visit, added));
    }

    private Event remove() {
        OrderLine removed = cart.remove(random.nextInt(cart.size()));
        return journal.event(EventType.CART_ITEM_REMOVED, new Details.CartChanged(visit, removed));
    }

    private Event checkOut() {
        long total = cart.stream().mapToLong(OrderLine::totalMinor).sum();
        order = new Order(journal.id("ord-"), visit, List.copyOf(cart), total);
        cart.clear();
        stage = Stage.CREATING;
        return journal.event(EventType.CHECKOUT_STARTED, new Details.CheckoutStarted(visit, order));
    }

    private Event create() {
        stage = Stage.RESERVING;
        line = 0;
        return journal.event(EventType.ORDER_CREATED, new Details.OrderChanged(order));
    }

    private Event reserve() {
        OrderLine reserved = order.lines().get(line);
        if (!stock.has(reserved)) {
            return journal.event(EventType.STOCK_REPLENISHED, stock.replenish(reserved.product()));
        }
        line++;
        if (linesLeft() == 0) {
            stage = Stage.PAYING;
        }
        return journal.event(EventType.STOCK_RESERVED, stock.change(reserved.product(), -reserved.quantity(), order));
    }

    private Event pay() {
        boolean declined = random.nextInt(100) < DECLINED_PERCENT;
        stage = declined ? Stage.CANCELLING : Stage.CONFIRMING;
        return journal.event(
                declined ? EventType.PAYMENT_DECLINED : EventType.PAYMENT_AUTHORIZED,
                journal.eventId(),
                new Details.Payment(journal.id("pay-"), order, pick(METHODS)));
    }

    private Event confirm() {
        ordersConfirmed++;
        closeOrder();
        return journal.event(EventType.ORDER_CONFIRMED, new Details.OrderChanged(order));
    }

    private Event cancel() {
        stage = Stage.RELEASING;
        line = 0;
        return journal.event(EventType.ORDER_CANCELLED, new Details.OrderChanged(order));
    }

    private Event release() {
        OrderLine released = order.lines().get(line++);
        if (linesLeft() == 0) {
            closeOrder();
        }
        return journal.event(EventType.STOCK_RELEASED, stock.change(released.product(), released.quantity(), order));
    }

    private int linesLeft() {
        return order.lines().size() - line;
    }

    private void closeOrder() {
        stage = random.nextInt(100) < LEAVES_AFTER_ORDER_PERCENT ? Stage.LEAVING : Stage.BROWSING;
        stepsBeforeDeciding = random.nextInt(3, 9);
    }

    private Event leave() {
        Event event = journal.event(EventType.SESSION_ENDED, new Details.SessionEnded(visit, ordersConfirmed));
        nextVisit();
        return event;
    }

    private void nextVisit() {
        String shopperId = "shopper-" + (100_000 + random.nextInt(KNOWN_SHOPPERS));
        visit = new Visit(shopperId, journal.id("ses-"), pick(DEVICES), pick(CHANNELS));
        stage = Stage.ARRIVING;
        cart.clear();
        shelf = Catalogue.PRODUCTS;
        viewed = null;
        ordersConfirmed = 0;
        stepsBeforeDeciding = random.nextInt(3, 9);
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
