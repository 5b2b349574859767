package kafkademo.producer.shop;

import java.util.Locale;
import kafkademo.common.HeaderNames;
import kafkademo.common.Topic;
import kafkademo.producer.message.PlainHeader;
import org.apache.kafka.common.header.Header;

/** What can happen in the shop, and the topic on which it is told. */
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
    private final Header header = PlainHeader.of(HeaderNames.EVENT_TYPE, eventTypeName);

    EventType(Topic topic) {
        this.topic = topic;
    }

    /** The topic to which events of this type belong. */
    public Topic topic() {
        return topic;
    }

    /** The name in the document and in the header, for example {@code order_created}. */
    public String eventTypeName() {
        return eventTypeName;
    }

    /** The header that tells it: the same object for all records. */
    public Header header() {
        return header;
    }
}
