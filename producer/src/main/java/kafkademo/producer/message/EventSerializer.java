package kafkademo.producer.message;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.EventType;
import kafkademo.producer.shop.InventoryUpdate;
import kafkademo.producer.shop.Money;
import kafkademo.producer.shop.Order;
import kafkademo.producer.shop.OrderEvent;
import kafkademo.producer.shop.OrderLine;
import kafkademo.producer.shop.PaymentEvent;
import kafkademo.producer.shop.Product;
import kafkademo.producer.shop.UserActivity;
import kafkademo.producer.shop.UserActivity.CartChanged;
import kafkademo.producer.shop.UserActivity.CheckoutStarted;
import kafkademo.producer.shop.UserActivity.ProductViewed;
import kafkademo.producer.shop.UserActivity.ProductsSearched;
import kafkademo.producer.shop.UserActivity.SessionEnded;
import kafkademo.producer.shop.UserActivity.SessionStarted;
import kafkademo.producer.shop.Visit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;

/** Tells Jackson what the document of an event looks like: its members and their order. */
final class EventSerializer extends ValueSerializer<Event> {
    private static final DateTimeFormatter TIMESTAMP =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    private long timestampMillis = Long.MIN_VALUE;
    private String timestamp;

    @Override
    public void serialize(Event event, JsonGenerator json, SerializationContext context) {
        json.writeStartObject();
        json.writeStringProperty("event_id", event.eventId());
        json.writeStringProperty("event_type", event.type().eventTypeName());
        json.writeStringProperty("occurred_at", timestamp(event.occurredAtMillis()));
        if (event instanceof UserActivity activity) {
            userActivity(activity, json);
        } else if (event instanceof OrderEvent order) {
            order(order, json);
        } else if (event instanceof PaymentEvent payment) {
            payment(payment, json);
        } else if (event instanceof InventoryUpdate update) {
            inventoryUpdate(update, json);
        }
        json.writeEndObject();
    }

    /** At full speed hundreds of events share a millisecond. */
    private String timestamp(long epochMillis) {
        if (epochMillis != timestampMillis) {
            timestamp = TIMESTAMP.format(Instant.ofEpochMilli(epochMillis));
            timestampMillis = epochMillis;
        }
        return timestamp;
    }

    private static void userActivity(UserActivity activity, JsonGenerator json) {
        visit(activity.visit(), json);
        if (activity instanceof SessionStarted started) {
            json.writeStringProperty("device", started.visit().device());
            json.writeStringProperty("channel", started.visit().channel());
        } else if (activity instanceof ProductViewed viewed) {
            product(viewed.product(), json);
            json.writeStringProperty("category", viewed.product().category());
            amount("unit_price", viewed.product().priceMinor(), json);
            currency(json);
        } else if (activity instanceof ProductsSearched searched) {
            json.writeStringProperty("query", searched.search().query());
            json.writeNumberProperty("hits", searched.search().hits().size());
        } else if (activity instanceof CartChanged changed) {
            line(changed.line(), json);
            currency(json);
        } else if (activity instanceof CheckoutStarted checkout) {
            json.writeNumberProperty("lines", checkout.lines());
            amount("total", checkout.totalMinor(), json);
            currency(json);
        } else if (activity instanceof SessionEnded ended) {
            json.writeNumberProperty("orders", ended.orders());
        }
    }

    private static void order(OrderEvent event, JsonGenerator json) {
        Order order = event.order();
        orderAndVisit(order, json);
        if (event.type() == EventType.ORDER_CREATED) {
            json.writeArrayPropertyStart("lines");
            for (OrderLine line : order.lines()) {
                json.writeStartObject();
                line(line, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        amount("total", order.totalMinor(), json);
        currency(json);
    }

    private static void payment(PaymentEvent payment, JsonGenerator json) {
        json.writeStringProperty("payment_id", payment.paymentId());
        orderAndVisit(payment.order(), json);
        amount("amount", payment.order().totalMinor(), json);
        currency(json);
        json.writeStringProperty("method", payment.method());
    }

    private static void inventoryUpdate(InventoryUpdate update, JsonGenerator json) {
        if (update.order() != null) {
            orderAndVisit(update.order(), json);
        }
        json.writeStringProperty("product_id", update.product().id());
        json.writeNumberProperty("change", update.change());
        json.writeNumberProperty("level", update.level());
    }

    private static void orderAndVisit(Order order, JsonGenerator json) {
        json.writeStringProperty("order_id", order.id());
        visit(order.visit(), json);
    }

    private static void visit(Visit visit, JsonGenerator json) {
        json.writeStringProperty("shopper_id", visit.shopperId());
        json.writeStringProperty("session_id", visit.sessionId());
    }

    private static void line(OrderLine line, JsonGenerator json) {
        product(line.product(), json);
        json.writeNumberProperty("quantity", line.quantity());
        amount("unit_price", line.product().priceMinor(), json);
    }

    private static void product(Product product, JsonGenerator json) {
        json.writeStringProperty("product_id", product.id());
        json.writeStringProperty("name", product.name());
    }

    /** An amount of money as a decimal number with two places, for example 1990 as {@code 19.90}. */
    private static void amount(String name, long minor, JsonGenerator json) {
        json.writeNumberProperty(name, BigDecimal.valueOf(minor, 2));
    }

    private static void currency(JsonGenerator json) {
        json.writeStringProperty("currency", Money.CURRENCY);
    }
}
