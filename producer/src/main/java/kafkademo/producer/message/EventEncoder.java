package kafkademo.producer.message;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.producer.shop.Catalogue;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.EventType;
import kafkademo.producer.shop.InventoryUpdate;
import kafkademo.producer.shop.Money;
import kafkademo.producer.shop.Order;
import kafkademo.producer.shop.OrderEvent;
import kafkademo.producer.shop.OrderLine;
import kafkademo.producer.shop.PaymentEvent;
import kafkademo.producer.shop.Product;
import kafkademo.producer.shop.Search;
import kafkademo.producer.shop.UserActivity;
import kafkademo.producer.shop.Visit;

/**
 * Writes an event as one compact JSON object in UTF-8. Not safe for use by several threads: each needs its own.
 *
 * <p>What comes up again and again (names of fields, products, the few words for devices and the like) is encoded once and then
 * copied; only ids, numbers and time stamps are written anew.
 */
public final class EventEncoder {
    private static final byte[] EVENT_ID = JsonWriter.nameOf("event_id");
    private static final byte[] SHOPPER_ID = JsonWriter.nextNameOf("shopper_id");
    private static final byte[] SESSION_ID = JsonWriter.nextNameOf("session_id");
    private static final byte[] DEVICE = JsonWriter.nextNameOf("device");
    private static final byte[] CHANNEL = JsonWriter.nextNameOf("channel");
    private static final byte[] QUERY = JsonWriter.nextNameOf("query");
    private static final byte[] HITS = JsonWriter.nextNameOf("hits");
    private static final byte[] ORDERS = JsonWriter.nextNameOf("orders");
    private static final byte[] ORDER_ID = JsonWriter.nextNameOf("order_id");
    private static final byte[] LINES = JsonWriter.nextNameOf("lines");
    private static final byte[] PRODUCT_ID = JsonWriter.nextNameOf("product_id");
    private static final byte[] QUANTITY = JsonWriter.nextNameOf("quantity");
    private static final byte[] TOTAL = JsonWriter.nextNameOf("total");
    private static final byte[] AMOUNT = JsonWriter.nextNameOf("amount");
    private static final byte[] PAYMENT_ID = JsonWriter.nextNameOf("payment_id");
    private static final byte[] METHOD = JsonWriter.nextNameOf("method");
    private static final byte[] CHANGE = JsonWriter.nextNameOf("change");
    private static final byte[] LEVEL = JsonWriter.nextNameOf("level");

    private static final byte[] CURRENCY = new JsonWriter()
            .written(JsonWriter.nextNameOf("currency"))
            .written(JsonWriter.quoted(Money.CURRENCY))
            .take();

    /** What stands between an event's id and its time stamp, by type. */
    private static final byte[][] TYPES = Arrays.stream(EventType.values())
            .map(type -> new JsonWriter()
                    .written(JsonWriter.nextNameOf("event_type"))
                    .written(JsonWriter.quoted(type.eventTypeName()))
                    .written(JsonWriter.nextNameOf("occurred_at"))
                    .take())
            .toArray(byte[][]::new);

    private final JsonWriter json = new JsonWriter();
    private final ProductText[] products = new ProductText[Catalogue.PRODUCTS.size()];

    /** The words of which there are few: devices, channels, searches and methods of payment. */
    private final Map<String, byte[]> words = new HashMap<>();

    private final Timestamp timestamp = new Timestamp();

    /** The event as a document of its own: a new array at each call. */
    public byte[] encode(Event event) {
        json.startObject().written(EVENT_ID).text(event.eventId());
        json.written(TYPES[event.type().ordinal()]).text(timestamp.format(event.occurredAtMillis()), Timestamp.LENGTH);
        if (event instanceof UserActivity activity) {
            visit(activity.visit());
            activity(activity);
        } else if (event instanceof InventoryUpdate update) {
            inventory(update);
        } else if (event instanceof OrderEvent orderEvent) {
            order(orderEvent);
        } else {
            payment((PaymentEvent) event);
        }
        return json.endObject().take();
    }

    private void visit(Visit visit) {
        json.written(SHOPPER_ID).text(visit.shopperId());
        json.written(SESSION_ID).text(visit.sessionId());
    }

    private void activity(UserActivity activity) {
        switch (activity.type()) {
            case PRODUCT_VIEWED -> json.written(text(((UserActivity.ProductViewed) activity).product()).viewed);
            case PRODUCTS_SEARCHED -> {
                Search search = ((UserActivity.ProductsSearched) activity).search();
                json.written(QUERY).written(word(search.query()));
                json.written(HITS).number(search.hits().size());
            }
            case CART_ITEM_ADDED -> cartLine(((UserActivity.CartItemAdded) activity).line());
            case CART_ITEM_REMOVED -> cartLine(((UserActivity.CartItemRemoved) activity).line());
            case CHECKOUT_STARTED -> {
                UserActivity.CheckoutStarted started = (UserActivity.CheckoutStarted) activity;
                json.written(LINES).number(started.lines());
                json.written(TOTAL).amount(started.totalMinor()).written(CURRENCY);
            }
            case SESSION_STARTED -> {
                json.written(DEVICE).written(word(activity.visit().device()));
                json.written(CHANNEL).written(word(activity.visit().channel()));
            }
            case SESSION_ENDED -> json.written(ORDERS).number(((UserActivity.SessionEnded) activity).orders());
            default -> throw new IllegalArgumentException(activity.type() + " is no user activity");
        }
    }

    private void cartLine(OrderLine line) {
        json.comma();
        line(line);
        json.written(CURRENCY);
    }

    private void line(OrderLine line) {
        ProductText text = text(line.product());
        json.written(text.named).written(QUANTITY).number(line.quantity()).written(text.priced);
    }

    private void order(OrderEvent event) {
        Order order = event.order();
        json.written(ORDER_ID).text(order.id());
        visit(order.visit());
        if (event.type() == EventType.ORDER_CREATED) {
            lines(order.lines());
        }
        json.written(TOTAL).amount(order.totalMinor()).written(CURRENCY);
    }

    private void lines(List<OrderLine> lines) {
        json.written(LINES).startArray();
        for (int i = 0; i < lines.size(); i++) {
            if (i > 0) {
                json.comma();
            }
            json.startObject();
            line(lines.get(i));
            json.endObject();
        }
        json.endArray();
    }

    private void payment(PaymentEvent event) {
        json.written(PAYMENT_ID).text(event.paymentId());
        json.written(ORDER_ID).text(event.order().id());
        visit(event.order().visit());
        json.written(AMOUNT).amount(event.order().totalMinor()).written(CURRENCY);
        json.written(METHOD).written(word(event.method()));
    }

    private void inventory(InventoryUpdate update) {
        Order order = update.order();
        if (order != null) {
            json.written(ORDER_ID).text(order.id());
            visit(order.visit());
        }
        json.written(PRODUCT_ID).text(update.product().id());
        json.written(CHANGE).number(update.change());
        json.written(LEVEL).number(update.level());
    }

    private byte[] word(String word) {
        return words.computeIfAbsent(word, JsonWriter::quoted);
    }

    /** The product's texts, encoded; the product need not be one of the catalogue. */
    private ProductText text(Product product) {
        int slot = product.index() % products.length;
        ProductText text = products[slot];
        if (text == null || text.product != product) {
            text = new ProductText(product);
            products[slot] = text;
        }
        return text;
    }

    /** What documents say of a product, ready to be copied. */
    private static final class ProductText {
        final Product product;

        /** Its id and name, as the first members of an object. */
        final byte[] named;

        /** Its price, to follow another member. */
        final byte[] priced;

        /** All of it, to follow another member. */
        final byte[] viewed;

        ProductText(Product product) {
            JsonWriter json = new JsonWriter();
            this.product = product;
            this.named = json.written(JsonWriter.nameOf("product_id"))
                    .text(product.id())
                    .written(JsonWriter.nextNameOf("name"))
                    .written(JsonWriter.quoted(product.name()))
                    .take();
            this.priced = json.written(JsonWriter.nextNameOf("unit_price"))
                    .amount(product.priceMinor())
                    .take();
            this.viewed = json.comma()
                    .written(named)
                    .written(JsonWriter.nextNameOf("category"))
                    .written(JsonWriter.quoted(product.category()))
                    .written(priced)
                    .written(CURRENCY)
                    .take();
        }
    }
}
