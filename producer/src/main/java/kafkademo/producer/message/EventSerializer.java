package kafkademo.producer.message;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.EnumMap;
import java.util.Map;
import kafkademo.producer.shop.Catalogue;
import kafkademo.producer.shop.Details;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.EventType;
import kafkademo.producer.shop.Order;
import kafkademo.producer.shop.OrderLine;
import kafkademo.producer.shop.Product;
import kafkademo.producer.shop.Visit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Tells Jackson what the document of an event looks like: its members and their order. */
final class EventSerializer extends ValueSerializer<Event> {
    private static final SerializableString EVENT_ID = new SerializedString("event_id");
    private static final SerializableString EVENT_TYPE = new SerializedString("event_type");
    private static final SerializableString OCCURRED_AT = new SerializedString("occurred_at");
    private static final SerializableString DEVICE = new SerializedString("device");
    private static final SerializableString CHANNEL = new SerializedString("channel");
    private static final SerializableString CATEGORY = new SerializedString("category");
    private static final SerializableString QUERY = new SerializedString("query");
    private static final SerializableString PAYMENT_ID = new SerializedString("payment_id");
    private static final SerializableString METHOD = new SerializedString("method");
    private static final SerializableString PRODUCT_ID = new SerializedString("product_id");
    private static final SerializableString ORDER_ID = new SerializedString("order_id");
    private static final SerializableString SHOPPER_ID = new SerializedString("shopper_id");
    private static final SerializableString SESSION_ID = new SerializedString("session_id");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString CURRENCY = new SerializedString("currency");
    private static final SerializableString HITS = new SerializedString("hits");
    private static final SerializableString LINES = new SerializedString("lines");
    private static final SerializableString ORDERS = new SerializedString("orders");
    private static final SerializableString CHANGE = new SerializedString("change");
    private static final SerializableString LEVEL = new SerializedString("level");
    private static final SerializableString QUANTITY = new SerializedString("quantity");
    private static final SerializableString UNIT_PRICE = new SerializedString("unit_price");
    private static final SerializableString TOTAL = new SerializedString("total");
    private static final SerializableString AMOUNT = new SerializedString("amount");

    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private static final Map<EventType, SerializableString> TYPES = new EnumMap<>(EventType.class);

    static {
        for (EventType type : EventType.values()) {
            TYPES.put(type, new SerializedString(type.eventTypeName()));
        }
    }

    private long timestampMillis = Long.MIN_VALUE;
    private SerializableString timestamp;

    @Override
    public void serialize(Event event, JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        json.writeName(EVENT_ID).writeString(event.eventId());
        json.writeName(EVENT_TYPE).writeString(TYPES.get(event.type()));
        json.writeName(OCCURRED_AT).writeString(timestamp(event.occurredAtMillis()));
        Details details = event.details();
        if (details instanceof Details.UserActivity activity) {
            visit(activity.visit(), json);
            userActivity(activity, json);
        } else if (details instanceof Details.OrderChanged changed) {
            order(changed.order(), event.type() == EventType.ORDER_CREATED, json);
        } else if (details instanceof Details.Payment payment) {
            json.writeName(PAYMENT_ID).writeString(payment.id());
            orderAndVisit(payment.order(), json);
            price(AMOUNT, payment.order().totalMinor(), json);
            json.writeName(METHOD).writeString(payment.method());
        } else if (details instanceof Details.StockChanged changed) {
            if (changed.order() != null) {
                orderAndVisit(changed.order(), json);
            }
            json.writeName(PRODUCT_ID).writeString(changed.product().id());
            json.writeName(CHANGE).writeNumber(changed.change());
            json.writeName(LEVEL).writeNumber(changed.level());
        }
        json.writeEndObject();
    }

    /** At full speed hundreds of events share a millisecond. */
    private SerializableString timestamp(long epochMillis) {
        if (epochMillis != timestampMillis) {
            timestamp = new SerializedString(TIMESTAMP.format(Instant.ofEpochMilli(epochMillis)));
            timestampMillis = epochMillis;
        }
        return timestamp;
    }

    private static void userActivity(Details.UserActivity activity, JsonGenerator json) {
        if (activity instanceof Details.SessionStarted started) {
            json.writeName(DEVICE).writeString(started.visit().device());
            json.writeName(CHANNEL).writeString(started.visit().channel());
        } else if (activity instanceof Details.ProductViewed viewed) {
            product(viewed.product(), json);
            json.writeName(CATEGORY).writeString(viewed.product().category());
            price(UNIT_PRICE, viewed.product().priceMinor(), json);
        } else if (activity instanceof Details.ProductsSearched searched) {
            json.writeName(QUERY).writeString(searched.search().query());
            json.writeName(HITS).writeNumber(searched.search().hits().size());
        } else if (activity instanceof Details.CartChanged changed) {
            line(changed.line(), json);
            currency(json);
        } else if (activity instanceof Details.CheckoutStarted checkout) {
            json.writeName(LINES).writeNumber(checkout.order().lines().size());
            price(TOTAL, checkout.order().totalMinor(), json);
        } else if (activity instanceof Details.SessionEnded ended) {
            json.writeName(ORDERS).writeNumber(ended.orders());
        }
    }

    private static void order(Order order, boolean withLines, JsonGenerator json) {
        orderAndVisit(order, json);
        if (withLines) {
            json.writeName(LINES).writeStartArray();
            for (OrderLine line : order.lines()) {
                json.writeStartObject();
                line(line, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        price(TOTAL, order.totalMinor(), json);
    }

    private static void orderAndVisit(Order order, JsonGenerator json) {
        json.writeName(ORDER_ID).writeString(order.id());
        visit(order.visit(), json);
    }

    private static void visit(Visit visit, JsonGenerator json) {
        json.writeName(SHOPPER_ID).writeString(visit.shopperId());
        json.writeName(SESSION_ID).writeString(visit.sessionId());
    }

    private static void line(OrderLine line, JsonGenerator json) {
        product(line.product(), json);
        json.writeName(QUANTITY).writeNumber(line.quantity());
        amount(UNIT_PRICE, line.product().priceMinor(), json);
    }

    private static void product(Product product, JsonGenerator json) {
        json.writeName(PRODUCT_ID).writeString(product.id());
        json.writeName(NAME).writeString(product.name());
    }

    private static void price(SerializableString name, long minor, JsonGenerator json) {
        amount(name, minor, json);
        currency(json);
    }

    /** An amount of money as a decimal number with two places, for example 1990 as {@code 19.90}. */
    private static void amount(SerializableString name, long minor, JsonGenerator json) {
        json.writeName(name).writeNumber(BigDecimal.valueOf(minor, 2));
    }

    private static void currency(JsonGenerator json) {
        json.writeName(CURRENCY).writeString(Catalogue.CURRENCY);
    }
}
