package kafkademo.producer.shop;

import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Takes one order at a time through the back office, an event per step: created, stock reserved line by line, payment,
 * and then confirmed, or cancelled and the stock released line by line.
 */
final class OrderProcess {
    private static final int DECLINED_PERCENT = 7;
    private static final String[] METHODS = {"card", "card", "card", "paypal", "paypal", "sepa_debit", "gift_card"};

    /** Ordered by how near the order is to being settled; {@link #progress} relies on it. */
    private enum Stage {
        IDLE,
        RELEASING,
        CREATING,
        RESERVING,
        PAYING,
        SETTLING
    }

    private final SplittableRandom random;
    private final Ids ids;
    private final LongSupplier epochMillis;
    private final StockRoom stock;

    private Stage stage = Stage.IDLE;
    private Order order;
    private int line;
    private boolean paid;

    OrderProcess(SplittableRandom random, Ids ids, LongSupplier epochMillis, StockRoom stock) {
        this.random = random;
        this.ids = ids;
        this.epochMillis = epochMillis;
        this.stock = stock;
    }

    /** Takes on an order; the process must not be open. */
    void begin(Order newOrder) {
        order = newOrder;
        stage = Stage.CREATING;
    }

    /** Whether there is an order with events still to come. */
    boolean isOpen() {
        return stage != Stage.IDLE;
    }

    /** Whether the payment of the latest order was authorized. */
    boolean wasPaid() {
        return paid;
    }

    /**
     * How near the order is to being confirmed or cancelled: 0 when there is none or that is behind it; the higher, the
     * fewer steps are left.
     */
    int progress() {
        if (stage == Stage.IDLE || stage == Stage.RELEASING) {
            return 0;
        }
        int linesLeft = stage == Stage.RESERVING ? order.lines().size() - line : 0;
        return (stage.ordinal() + 1) * Cart.MAX_LINES - linesLeft;
    }

    /** Index of a product that the next step needs and the stock room lacks, or -1: the step has to wait for it. */
    int missingProduct() {
        if (stage != Stage.RESERVING) {
            return -1;
        }
        OrderLine next = order.lines().get(line);
        return stock.has(next.product(), next.quantity()) ? -1 : next.product().index();
    }

    /** Does the next step; the process must be open and miss no product. */
    Event step() {
        return switch (stage) {
            case CREATING -> create();
            case RESERVING -> reserve();
            case PAYING -> pay();
            case SETTLING -> settle();
            case RELEASING -> release();
            case IDLE -> throw new IllegalStateException("no order is open");
        };
    }

    private Event create() {
        stage = Stage.RESERVING;
        line = 0;
        return orderEvent(EventType.ORDER_CREATED);
    }

    private Event reserve() {
        OrderLine reserved = order.lines().get(line++);
        if (line == order.lines().size()) {
            stage = Stage.PAYING;
        }
        int level = stock.reserve(reserved.product(), reserved.quantity());
        return stockMoved(EventType.STOCK_RESERVED, reserved.product(), -reserved.quantity(), level);
    }

    private Event pay() {
        stage = Stage.SETTLING;
        paid = random.nextInt(100) >= DECLINED_PERCENT;
        return new PaymentEvent(
                paid ? EventType.PAYMENT_AUTHORIZED : EventType.PAYMENT_DECLINED,
                ids.uuid(),
                epochMillis.getAsLong(),
                ids.withPrefix("pay-"),
                order,
                METHODS[random.nextInt(METHODS.length)]);
    }

    private Event settle() {
        line = 0;
        stage = paid ? Stage.IDLE : Stage.RELEASING;
        return orderEvent(paid ? EventType.ORDER_CONFIRMED : EventType.ORDER_CANCELLED);
    }

    private Event release() {
        OrderLine released = order.lines().get(line++);
        if (line == order.lines().size()) {
            stage = Stage.IDLE;
        }
        int level = stock.release(released.product(), released.quantity());
        return stockMoved(EventType.STOCK_RELEASED, released.product(), released.quantity(), level);
    }

    private Event orderEvent(EventType type) {
        return new OrderEvent(type, ids.uuid(), epochMillis.getAsLong(), order);
    }

    private Event stockMoved(EventType type, Product product, int change, int level) {
        return new InventoryUpdate(type, ids.uuid(), epochMillis.getAsLong(), product, change, level, order);
    }
}
