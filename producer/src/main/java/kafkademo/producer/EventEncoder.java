package kafkademo.producer;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes an event as one compact JSON object in UTF-8. Not safe for use by several threads: each needs its own.
 *
 * <p>One generator writes document after document, and what comes up again and again (names of fields, products) is
 * encoded once: a fraction of the time that an {@code ObjectMapper} needs for records.
 */
final class EventEncoder {
    private static final SerializableString EVENT_ID = new SerializedString("event_id");
    private static final SerializableString EVENT_TYPE = new SerializedString("event_type");
    private static final SerializableString OCCURRED_AT = new SerializedString("occurred_at");
    private static final SerializableString SHOPPER_ID = new SerializedString("shopper_id");
    private static final SerializableString SESSION_ID = new SerializedString("session_id");
    private static final SerializableString DEVICE = new SerializedString("device");
    private static final SerializableString CHANNEL = new SerializedString("channel");
    private static final SerializableString QUERY = new SerializedString("query");
    private static final SerializableString HITS = new SerializedString("hits");
    private static final SerializableString ORDERS = new SerializedString("orders");
    private static final SerializableString ORDER_ID = new SerializedString("order_id");
    private static final SerializableString LINES = new SerializedString("lines");
    private static final SerializableString PRODUCT_ID = new SerializedString("product_id");
    private static final SerializableString NAME = new SerializedString("name");
    private static final SerializableString CATEGORY = new SerializedString("category");
    private static final SerializableString QUANTITY = new SerializedString("quantity");
    private static final SerializableString UNIT_PRICE = new SerializedString("unit_price");
    private static final SerializableString TOTAL = new SerializedString("total");
    private static final SerializableString AMOUNT = new SerializedString("amount");
    private static final SerializableString CURRENCY = new SerializedString("currency");
    private static final SerializableString PAYMENT_ID = new SerializedString("payment_id");
    private static final SerializableString METHOD = new SerializedString("method");
    private static final SerializableString CHANGE = new SerializedString("change");
    private static final SerializableString LEVEL = new SerializedString("level");

    private static final SerializableString SHOP_CURRENCY = new SerializedString(Money.CURRENCY);
    private static final SerializableString[] TYPES = Arrays.stream(EventType.values())
            .map(type -> new SerializedString(type.eventTypeName()))
            .toArray(SerializableString[]::new);

    private final Document document = new Document();
    // Between two documents the generator would otherwise write a space.
    private final JsonGenerator json =
            new JsonMapper().writer().withRootValueSeparator("").createGenerator(document);
    private final ProductText[] products = new ProductText[Catalogue.PRODUCTS.size()];
    private final Timestamp timestamp = new Timestamp();
    private final char[] amount = new char[Money.MAX_CHARS];

    /** The event as a document of its own: a new array at each call. */
    byte[] encode(Event event) {
        json.writeStartObject();
        json.writeName(EVENT_ID).writeString(event.eventId());
        json.writeName(EVENT_TYPE).writeString(TYPES[event.type().ordinal()]);
        json.writeName(OCCURRED_AT).writeRawUTF8String(timestamp.format(event.occurredAtMillis()), 0, Timestamp.LENGTH);
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
        json.writeEndObject();
        json.flush();
        return document.take();
    }

    private void visit(Visit visit) {
        json.writeName(SHOPPER_ID).writeString(visit.shopperId());
        json.writeName(SESSION_ID).writeString(visit.sessionId());
    }

    private void activity(UserActivity activity) {
        switch (activity.type()) {
            case PRODUCT_VIEWED -> product(((UserActivity.ProductViewed) activity).product());
            case PRODUCTS_SEARCHED -> {
                Search search = ((UserActivity.ProductsSearched) activity).search();
                json.writeName(QUERY).writeString(search.query());
                json.writeName(HITS).writeNumber(search.hits().size());
            }
            case CART_ITEM_ADDED -> line(((UserActivity.CartItemAdded) activity).line());
            case CART_ITEM_REMOVED -> line(((UserActivity.CartItemRemoved) activity).line());
            case CHECKOUT_STARTED -> {
                UserActivity.CheckoutStarted started = (UserActivity.CheckoutStarted) activity;
                json.writeName(LINES).writeNumber(started.lines());
                money(TOTAL, started.totalMinor());
                currency();
            }
            case SESSION_STARTED -> {
                json.writeName(DEVICE).writeString(activity.visit().device());
                json.writeName(CHANNEL).writeString(activity.visit().channel());
            }
            case SESSION_ENDED -> json.writeName(ORDERS).writeNumber(((UserActivity.SessionEnded) activity).orders());
            default -> throw new IllegalArgumentException(activity.type() + " is no user activity");
        }
    }

    private void product(Product product) {
        ProductText text = text(product);
        json.writeName(PRODUCT_ID).writeString(text.id);
        json.writeName(NAME).writeString(text.name);
        json.writeName(CATEGORY).writeString(text.category);
        money(UNIT_PRICE, product.priceMinor());
        currency();
    }

    private void line(OrderLine line) {
        ProductText text = text(line.product());
        json.writeName(PRODUCT_ID).writeString(text.id);
        json.writeName(NAME).writeString(text.name);
        json.writeName(QUANTITY).writeNumber(line.quantity());
        money(UNIT_PRICE, line.product().priceMinor());
        currency();
    }

    private void order(OrderEvent event) {
        Order order = event.order();
        json.writeName(ORDER_ID).writeString(order.id());
        visit(order.visit());
        if (event.type() == EventType.ORDER_CREATED) {
            json.writeName(LINES).writeStartArray();
            List<OrderLine> lines = order.lines();
            for (int i = 0; i < lines.size(); i++) {
                OrderLine line = lines.get(i);
                ProductText text = text(line.product());
                json.writeStartObject();
                json.writeName(PRODUCT_ID).writeString(text.id);
                json.writeName(NAME).writeString(text.name);
                json.writeName(QUANTITY).writeNumber(line.quantity());
                money(UNIT_PRICE, line.product().priceMinor());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        money(TOTAL, order.totalMinor());
        currency();
    }

    private void payment(PaymentEvent event) {
        json.writeName(PAYMENT_ID).writeString(event.paymentId());
        json.writeName(ORDER_ID).writeString(event.order().id());
        visit(event.order().visit());
        money(AMOUNT, event.order().totalMinor());
        currency();
        json.writeName(METHOD).writeString(event.method());
    }

    private void inventory(InventoryUpdate update) {
        Order order = update.order();
        if (order != null) {
            json.writeName(ORDER_ID).writeString(order.id());
            visit(order.visit());
        }
        json.writeName(PRODUCT_ID).writeString(text(update.product()).id);
        json.writeName(CHANGE).writeNumber(update.change());
        json.writeName(LEVEL).writeNumber(update.level());
    }

    private void money(SerializableString name, long minor) {
        int start = Money.formatRight(minor, amount);
        json.writeName(name).writeNumber(amount, start, amount.length - start);
    }

    private void currency() {
        json.writeName(CURRENCY).writeString(SHOP_CURRENCY);
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

    private static final class ProductText {
        final Product product;
        final SerializableString id;
        final SerializableString name;
        final SerializableString category;

        ProductText(Product product) {
            this.product = product;
            this.id = new SerializedString(product.id());
            this.name = new SerializedString(product.name());
            this.category = new SerializedString(product.category());
        }
    }

    /** Collects what the generator flushes: one piece per document, unless it outgrows the generator's buffer. */
    private static final class Document extends OutputStream {
        private static final byte[] NOTHING = {};

        private byte[] bytes = NOTHING;

        @Override
        public void write(int value) {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] piece, int offset, int length) {
            if (bytes.length == 0) {
                bytes = Arrays.copyOfRange(piece, offset, offset + length);
            } else {
                int end = bytes.length;
                bytes = Arrays.copyOf(bytes, end + length);
                System.arraycopy(piece, offset, bytes, end, length);
            }
        }

        byte[] take() {
            byte[] taken = bytes;
            bytes = NOTHING;
            return taken;
        }
    }
}
