package kafkademo.producer.shop;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import kafkademo.common.Topic;

/**
 * A simulated shop: people come in, look around, fill carts, order and pay, and stock moves, several of them at a time.
 * Pure: a seed and a clock in, events out; the same seed gives the same events, time stamps apart. Its memory does not
 * grow. Not safe for use by several threads.
 *
 * <p>Any {@value #WINDOW} events in a row hold every topic at least once, from the first event on and for every seed,
 * so that all four are to be seen soon even at a few messages per second. Chance sees to it most of the time;
 * where it does not, {@link #next} lets those act who can change it.
 */
public final class Storefront {
    /** So many events in a row hold every topic. */
    static final int WINDOW = 50;

    /** People in the shop at any time. */
    private static final int SHOPPERS = 12;

    /** Orders under way at most; the other shoppers are there for user activity. */
    private static final int MAX_OPEN_ORDERS = 6;

    /** After so many events without user activity, it is the turn of somebody who is not ordering: one step is enough. */
    private static final int ACTIVITY_WITHIN = 10;

    /**
     * After so many events without an order, payment or stock movement, the order nearest its end moves on until all
     * three were seen. The longest way is the one to a payment, and it takes 27 events at most: 6 orders to settle, all
     * declined; 5 lines to release, so that another order may be opened; checking out the fullest cart and creating its
     * order; 5 lines to reserve, each after a delivery; the payment; and 3 steps of user activity in between. So no
     * topic is silent for more than 48 events in a row.
     */
    private static final int HURRY_AFTER = 22;

    /** With products to reorder, one event in so many is a delivery; an order that cannot wait gets one at once. */
    private static final int DELIVERY_ONE_IN = 60;

    private final SplittableRandom random;
    private final Ids ids;
    private final LongSupplier epochMillis;
    private final StockRoom stock;
    private final Shopper[] shoppers = new Shopper[SHOPPERS];

    /** By topic: the number of the latest event there. */
    private final long[] lastSeen = new long[Topic.values().length];

    private long count;
    private int openOrders;

    /**
     * A shop that has just opened its doors.
     *
     * @param seed any number
     * @param epochMillis the clock, in milliseconds since 1970-01-01T00:00:00Z; asked once per event
     */
    public Storefront(long seed, LongSupplier epochMillis) {
        SplittableRandom root = new SplittableRandom(seed);
        this.random = root.split();
        this.ids = new Ids(root.split());
        this.epochMillis = epochMillis;
        this.stock = new StockRoom(Catalogue.PRODUCTS.size(), random);
        for (int i = 0; i < SHOPPERS; i++) {
            shoppers[i] = new Shopper(random, ids, epochMillis, stock);
        }
    }

    /** The next thing that happens. */
    public Event next() {
        Event event = act();
        lastSeen[event.type().topic().ordinal()] = ++count;
        return event;
    }

    private Event act() {
        if (silence(Topic.USER_ACTIVITY) >= ACTIVITY_WITHIN) {
            return somebodyNotOrdering().step(false);
        }
        if (silence(Topic.ORDERS) >= HURRY_AFTER
                || silence(Topic.PAYMENTS) >= HURRY_AFTER
                || silence(Topic.INVENTORY_UPDATES) >= HURRY_AFTER) {
            return step(nearestToSettledOrder(), true);
        }
        if (stock.isLow() && random.nextInt(DELIVERY_ONE_IN) == 0) {
            return deliver(stock.lowProduct(random));
        }
        return step(somebody(), false);
    }

    /** Events since the latest on this topic, or since the start. */
    private long silence(Topic topic) {
        return count - lastSeen[topic.ordinal()];
    }

    private Event step(Shopper shopper, boolean hurry) {
        int missing = shopper.missingProduct();
        if (missing >= 0) {
            return deliver(missing);
        }
        boolean wasOrdering = shopper.isOrdering();
        Event event = hurry ? shopper.hurry() : shopper.step(openOrders < MAX_OPEN_ORDERS);
        if (shopper.isOrdering() != wasOrdering) {
            openOrders += wasOrdering ? -1 : 1;
        }
        return event;
    }

    private Event deliver(int productIndex) {
        int change = stock.replenish(productIndex);
        return new InventoryUpdate(
                EventType.STOCK_REPLENISHED,
                ids.uuid(),
                epochMillis.getAsLong(),
                Catalogue.PRODUCTS.get(productIndex),
                change,
                stock.level(productIndex),
                null);
    }

    /** Any shopper; likelier one with an open order, as the back office is quicker than people who look around. */
    private Shopper somebody() {
        Shopper shopper = shoppers[random.nextInt(SHOPPERS)];
        return shopper.isOrdering() ? shopper : shoppers[random.nextInt(SHOPPERS)];
    }

    private Shopper somebodyNotOrdering() {
        int start = random.nextInt(SHOPPERS);
        for (int i = 0; i < SHOPPERS; i++) {
            Shopper shopper = shoppers[(start + i) % SHOPPERS];
            if (!shopper.isOrdering()) {
                return shopper;
            }
        }
        throw new IllegalStateException("all " + SHOPPERS + " shoppers have open orders");
    }

    private Shopper nearestToSettledOrder() {
        boolean mayOpenAnother = openOrders < MAX_OPEN_ORDERS;
        Shopper nearest = null;
        for (Shopper shopper : shoppers) {
            boolean eligible = mayOpenAnother || shopper.isOrdering();
            if (eligible && (nearest == null || shopper.progress() > nearest.progress())) {
                nearest = shopper;
            }
        }
        return nearest;
    }
}
