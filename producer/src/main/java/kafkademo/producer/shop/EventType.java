package kafkademo.producer.shop;

import java.util.Locale;
import kafkademo.common.Topic;

/** What can happen in the shop, and the topic to which such an event belongs. */
public enum EventType {
    SESSION_STARTED(Topic.USER_ACTIVITY),
    PRODUCT_VIEWED(Topic.USER_ACTIVITY),
    PRODUCTS_SEARCHED(Topic.USER_ACTIVITY),
    CART_ITEM_ADDED(Topic.USER_ACTIVITY),
    CART_ITEM_REMOVED(Topic.USER_ACTIVITY),
    CHECKOUT_STARTED(Topic.USER_ACTIVITY),
    SESSION_ENDED(Topic.USER_ACTIVITY),

    ORDER_CREATED(Topic.ORDERS),
    ORDER_CONFIRMED(Topic.ORDERS),
    ORDER_CANCELLED(Topic.ORDERS),

    PAYMENT_AUTHORIZED(Topic.PAYMENTS),
    PAYMENT_DECLINED(Topic.PAYMENTS),

    STOCK_RESERVED(Topic.INVENTORY_UPDATES),
    STOCK_RELEASED(Topic.INVENTORY_UPDATES),
    STOCK_REPLENISHED(Topic.INVENTORY_UPDATES);

    private final Topic topic;
    private final String eventTypeName = name().toLowerCase(Locale.ROOT);

    EventType(Topic topic) {
        this.topic = topic;
    }

    public Topic topic() {
        return topic;
    }

    /** The name in the document and in the record's header, for example {@code order_created}. */
    public String eventTypeName() {
        return eventTypeName;
    }
}
