package kafkademo.producer;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes an event as one compact JSON object in UTF-8. Not safe for use by several threads: each needs its own.
 *
 * <p>What comes up again and again (names of fields, products, the few words for devices and the like) is encoded once and then
 * copied; only ids, numbers and time stamps are written anew.
 */
final class EventEncoder {
    private static final byte[] EVENT_ID = JsonWriter.nameOf("event_id");
    private static final byte[] EVENT_TYPE = JsonWriter.nameOf("event_type");
    private static final byte[] OCCURRED_AT = JsonWriter.nameOf("occurred_at");
    private static final byte[] SHOPPER_ID = JsonWriter.nameOf("shopper_id");
    private static final byte[] SESSION_ID = JsonWriter.nameOf("session_id");
    private static final byte[] DEVICE = JsonWriter.nameOf("device");
    private static final byte[] CHANNEL = JsonWriter.nameOf("channel");
    private static final byte[] QUERY = JsonWriter.nameOf("query");
    private static final byte[] HITS = JsonWriter.nameOf("hits");
    private static final byte[] ORDERS = JsonWriter.nameOf("orders");
    private static final byte[] ORDER_ID = JsonWriter.nameOf("order_id");
    private static final byte[] LINES = JsonWriter.nameOf("lines");
    private static final byte[] PRODUCT_ID = JsonWriter.nameOf("product_id");
    private static final byte[] NAME = JsonWriter.nameOf("name");
    private static final byte[] CATEGORY = JsonWriter.nameOf("category");
    private static final byte[] QUANTITY = JsonWriter.nameOf("quantity");
    private static final byte[] UNIT_PRICE = JsonWriter.nameOf("unit_price");
    private static final byte[] TOTAL = JsonWriter.nameOf("total");
    private static final byte[] AMOUNT = JsonWriter.nameOf("amount");
    private static final byte[] CURRENCY = JsonWriter.nameOf("currency");
    private static final byte[] PAYMENT_ID = JsonWriter.nameOf("payment_id");
    private static final byte[] METHOD = JsonWriter.nameOf("method");
    private static final byte[] CHANGE = JsonWriter.nameOf("change");
    private static final byte[] LEVEL = JsonWriter.nameOf("level");

    private static final byte[] SHOP_CURRENCY = JsonWriter.quoted(Money.CURRENCY);
    private static final byte[][] TYPES = Arrays.stream(EventType.values())
            .map(type -> JsonWriter.quoted(type.eventTypeName()))
            .toArray(byte[][]::new);

    private final JsonWriter json = new JsonWriter();
    private final ProductText[] products = new ProductText[Catalogue.PRODUCTS.size()];

    /** The words of which there are few: devices, channels, searches and methods of payment. */
    private final Map<String, byte[]> words = new HashMap<>();

    private final Timestamp timestamp = new Timestamp();

    /** The event as a document of its own: a new array at each call. */
    byte[] encode(Event event) {
        json.startObject();
        json.name(EVENT_ID).text(event.eventId());
        json.name(EVENT_TYPE).text(TYPES[event.type().ordinal()]);
        json.name(OCCURRED_AT).plain(timestamp.format(event.occurredAtMillis()), Timestamp.LENGTH);
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
        json.name(SHOPPER_ID).text(visit.shopperId());
        json.name(SESSION_ID).text(visit.sessionId());
    }

    private void activity(UserActivity activity) {
        switch (activity.type()) {
            case PRODUCT_VIEWED -> json.members(text(((UserActivity.ProductViewed) activity).product()).viewed);
            case PRODUCTS_SEARCHED -> {
                Search search = ((UserActivity.ProductsSearched) activity).search();
                json.name(QUERY).text(word(search.query()));
                json.name(HITS).number(search.hits().size());
            }
            case CART_ITEM_ADDED -> cartLine(((UserActivity.CartItemAdded) activity).line());
            case CART_ITEM_REMOVED -> cartLine(((UserActivity.CartItemRemoved) activity).line());
            case CHECKOUT_STARTED -> {
                UserActivity.CheckoutStarted started = (UserActivity.CheckoutStarted) activity;
                json.name(LINES).number(started.lines());
                json.name(TOTAL).amount(started.totalMinor());
                currency();
            }
            case SESSION_STARTED -> {
                json.name(DEVICE).text(word(activity.visit().device()));
                json.name(CHANNEL).text(word(activity.visit().channel()));
            }
            case SESSION_ENDED -> json.name(ORDERS).number(((UserActivity.SessionEnded) activity).orders());
            default -> throw new IllegalArgumentException(activity.type() + " is no user activity");
        }
    }

    private void cartLine(OrderLine line) {
        line(line);
        currency();
    }

    private void line(OrderLine line) {
        ProductText text = text(line.product());
        json.members(text.named);
        json.name(QUANTITY).number(line.quantity());
        json.members(text.priced);
    }

    private void order(OrderEvent event) {
        Order order = event.order();
        json.name(ORDER_ID).text(order.id());
        visit(order.visit());
        if (event.type() == EventType.ORDER_CREATED) {
            json.name(LINES).startArray();
            List<OrderLine> lines = order.lines();
            for (int i = 0; i < lines.size(); i++) {
                json.startObject();
                line(lines.get(i));
                json.endObject();
            }
            json.endArray();
        }
        json.name(TOTAL).amount(order.totalMinor());
        currency();
    }

    private void payment(PaymentEvent event) {
        json.name(PAYMENT_ID).text(event.paymentId());
        json.name(ORDER_ID).text(event.order().id());
        visit(event.order().visit());
        json.name(AMOUNT).amount(event.order().totalMinor());
        currency();
        json.name(METHOD).text(word(event.method()));
    }

    private void inventory(InventoryUpdate update) {
        Order order = update.order();
        if (order != null) {
            json.name(ORDER_ID).text(order.id());
            visit(order.visit());
        }
        json.name(PRODUCT_ID).text(update.product().id());
        json.name(CHANGE).number(update.change());
        json.name(LEVEL).number(update.level());
    }

    private void currency() {
        json.name(CURRENCY).text(SHOP_CURRENCY);
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

        /** Its id and name. */
        final byte[] named;

        /** Its price. */
        final byte[] priced;

        /** All of it. */
        final byte[] viewed;

        ProductText(Product product) {
            JsonWriter json = new JsonWriter();
            this.product = product;
            this.named = json.name(PRODUCT_ID)
                    .text(product.id())
                    .name(NAME)
                    .text(JsonWriter.quoted(product.name()))
                    .take();
            this.priced = json.name(UNIT_PRICE).amount(product.priceMinor()).take();
            this.viewed = json.members(named)
                    .name(CATEGORY)
                    .text(JsonWriter.quoted(product.category()))
                    .members(priced)
                    .name(CURRENCY)
                    .text(SHOP_CURRENCY)
                    .take();
        }
    }
}
