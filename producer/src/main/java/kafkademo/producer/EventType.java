package kafkademo.producer;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import kafkademo.common.Topic;

/** What can happen in the shop, and the topic on which it is told. */
enum EventType {
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
    private final byte[] headerValue = eventTypeName.getBytes(StandardCharsets.UTF_8);

    EventType(Topic topic) {
        this.topic = topic;
    }

    /** The topic to which events of this type belong. */
    Topic topic() {
        return topic;
    }

    /** The name in the document and in the header, for example {@code order_created}. */
    String eventTypeName() {
        return eventTypeName;
    }

    /** {@link #eventTypeName()} in UTF-8. One array for all callers, to spare a copy per record: do not modify it. */
    byte[] headerValue() {
        return headerValue;
    }
}
