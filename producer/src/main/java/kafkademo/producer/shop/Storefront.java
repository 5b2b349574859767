package kafkademo.producer.shop;

import java.util.Arrays;
import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import kafkademo.common.Topic;

/**
 * A simulated shop. Several people at a time come in, look around, fill carts, order and pay, and stock moves. A seed and a
 * clock go in, events come out: the same seed gives the same events, time stamps apart. Its memory does not grow. Not
 * thread-safe.
 *
 * <p>Any {@value #WINDOW} events in a row include every topic, from the first event on and for every seed, so that all four
 * topics show up soon even at a few messages per second. Mostly chance does it. If a topic is silent for too long,
 * {@link #next} picks a shopper who can change that.
 */
public final class Storefront {
    /** This many events in a row include every topic. */
    static final int WINDOW = 50;

    /** People in the shop at any time. */
    private static final int SHOPPERS = 12;

    /** Open orders at most; the other shoppers are there for user activity. */
    private static final int MAX_OPEN_ORDERS = 6;

    /** After this many events without user activity, a shopper without an order acts: one step is enough. */
    private static final int ACTIVITY_WITHIN = 10;

    /**
     * After this many events without an order, a payment or a stock movement, the order that is nearest its end moves on
     * until all three were seen. It takes longest to get to a payment: at most 27 events. First 6 orders are settled, all of
     * them declined; 5 lines are released, so that another order may be opened; then the fullest cart is checked out and its
     * order created; 5 lines are reserved, each after a delivery; the payment comes last. 3 steps of user activity fall in
     * between. So no topic is silent for more than 48 events in a row.
     */
    private static final int HURRY_AFTER = 22;

    /** One event in this many is a delivery while a product is low; an order that lacks a product gets its delivery at once. */
    private static final int DELIVERY_ONE_IN = 60;

    private final SplittableRandom random;
    private final Journal journal;
    private final StockRoom stock;
    private final Shopper[] shoppers = new Shopper[SHOPPERS];

    /** The number of each topic's latest event. */
    private final long[] lastSeen = new long[Topic.values().length];

    private long count;

    /**
     * A shop that has just opened its doors.
     *
     * @param seed any number
     * @param epochMillis the clock, in milliseconds since 1970-01-01T00:00:00Z; asked once per event
     */
    public Storefront(long seed, LongSupplier epochMillis) {
        SplittableRandom root = new SplittableRandom(seed);
        random = root.split();
        journal = new Journal(root.split(), epochMillis);
        stock = new StockRoom(random);
        Arrays.setAll(shoppers, i -> new Shopper(random, journal, stock));
    }

    /** The next thing that happens. */
    public Event next() {
        Event event = act();
        lastSeen[event.type().topic().ordinal()] = ++count;
        return event;
    }

    private Event act() {
        if (silence(Topic.USER_ACTIVITY) >= ACTIVITY_WITHIN) {
            return somebodyNotOrdering().step(() -> false);
        }
        if (silence(Topic.ORDERS) >= HURRY_AFTER
                || silence(Topic.PAYMENTS) >= HURRY_AFTER
                || silence(Topic.INVENTORY_UPDATES) >= HURRY_AFTER) {
            return nearestToSettledOrder().hurry();
        }
        if (stock.isLow() && random.nextInt(DELIVERY_ONE_IN) == 0) {
            return journal.event(EventType.STOCK_REPLENISHED, stock.replenish(stock.lowProduct(random)));
        }
        return somebody().step(this::mayOpenAnotherOrder);
    }

    /** Events since the latest on this topic, or since the start. */
    private long silence(Topic topic) {
        return count - lastSeen[topic.ordinal()];
    }

    private boolean mayOpenAnotherOrder() {
        return Arrays.stream(shoppers).filter(Shopper::isOrdering).count() < MAX_OPEN_ORDERS;
    }

    /** Any shopper, more likely one with an open order: the back office is quicker than people who look around. */
    private Shopper somebody() {
        Shopper shopper = shoppers[random.nextInt(SHOPPERS)];
        return shopper.isOrdering() ? shopper : shoppers[random.nextInt(SHOPPERS)];
    }

    /** The first shopper without an open order from a random one on; there are more shoppers than open orders. */
    private Shopper somebodyNotOrdering() {
        int at = random.nextInt(SHOPPERS);
        while (shoppers[at].isOrdering()) {
            at = (at + 1) % SHOPPERS;
        }
        return shoppers[at];
    }

    private Shopper nearestToSettledOrder() {
        boolean mayOpenAnother = mayOpenAnotherOrder();
        return Arrays.stream(shoppers)
                .filter(shopper -> mayOpenAnother || shopper.isOrdering())
                .max(Comparator.comparingInt(Shopper::progress)) // the first of several
                .orElseThrow();
    }
}
