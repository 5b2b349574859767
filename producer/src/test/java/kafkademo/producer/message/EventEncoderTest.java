package kafkademo.producer.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import kafkademo.producer.fault.StrictJackson;
import kafkademo.producer.shop.Catalogue;
import kafkademo.producer.shop.Details;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.EventType;
import kafkademo.producer.shop.Order;
import kafkademo.producer.shop.OrderLine;
import kafkademo.producer.shop.Product;
import kafkademo.producer.shop.Storefront;
import kafkademo.producer.shop.Visit;
import kafkademo.testing.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class EventEncoderTest {
    private static final String E = "e";
    private static final Visit VISIT = new Visit("shopper-100001", "ses-1", "mobile", "direct");
    private static final long NOW = Instant.parse("2026-11-24T06:00:00.123Z").toEpochMilli();

    private final EventEncoder encoder = new EventEncoder();

    private String encode(EventType type, Details details) {
        return text(encoder.encode(new Event(type, E, NOW, details)));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, Long.MIN_VALUE})
    void everyEventIsReadBackUnchanged(long seed) {
        long[] now = {NOW};
        Storefront shop = new Storefront(seed, () -> now[0] += 37);
        for (int i = 0; i < 2_000; i++) {
            Event event = shop.next();
            byte[] document = encoder.encode(event);
            JsonNode json = StrictJackson.parse(document);
            assertCarries(json, event);
            assertThat(StrictJson.parse(document)
                            .getAsJsonObject()
                            .get("event_id")
                            .getAsString())
                    .isEqualTo(event.eventId());
            assertThat(json.toString()).as("nothing but compact JSON").isEqualTo(text(document));
        }
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }

    private static void assertCarries(JsonNode json, Event event) {
        assertThat(json.isObject()).isTrue();
        assertThat(json.get("event_id").stringValue()).isEqualTo(event.eventId());
        assertThat(json.get("event_type").stringValue()).isEqualTo(event.type().eventTypeName());
        assertThat(Instant.parse(json.get("occurred_at").stringValue()).toEpochMilli())
                .isEqualTo(event.occurredAtMillis());
        Details details = event.details();
        if (details instanceof Details.UserActivity activity) {
            assertCarries(json, activity.visit());
            if (activity instanceof Details.CartChanged changed) {
                assertCarries(json, changed.line());
                assertThat(json.get("currency").stringValue()).isEqualTo("EUR");
            }
        } else if (details instanceof Details.OrderChanged changed) {
            assertCarries(json, changed.order(), event.type() == EventType.ORDER_CREATED);
        } else if (details instanceof Details.Payment payment) {
            assertCarries(json, payment.order().visit());
            assertThat(json.get("order_id").stringValue())
                    .isEqualTo(payment.order().id());
            assertThat(json.get("payment_id").stringValue()).isEqualTo(payment.id());
            assertMoney(json, "amount", payment.order().totalMinor());
        } else if (details instanceof Details.StockChanged changed) {
            assertCarries(json, changed);
        }
    }

    private static void assertCarries(JsonNode json, Visit visit) {
        assertThat(json.get("shopper_id").stringValue()).isEqualTo(visit.shopperId());
        assertThat(json.get("session_id").stringValue()).isEqualTo(visit.sessionId());
    }

    private static void assertCarries(JsonNode json, OrderLine line) {
        assertThat(json.get("product_id").stringValue())
                .isEqualTo(line.product().id());
        assertThat(json.get("name").stringValue()).isEqualTo(line.product().name());
        assertThat(json.get("quantity").intValue()).isEqualTo(line.quantity());
        assertThat(json.get("unit_price").decimalValue())
                .isEqualTo(BigDecimal.valueOf(line.product().priceMinor(), 2));
    }

    private static void assertCarries(JsonNode json, Order order, boolean withLines) {
        assertCarries(json, order.visit());
        assertThat(json.get("order_id").stringValue()).isEqualTo(order.id());
        assertMoney(json, "total", order.totalMinor());
        if (!withLines) {
            assertThat(json.has("lines")).isFalse();
            return;
        }
        assertThat(json.get("lines").size()).isEqualTo(order.lines().size());
        BigDecimal sum = new BigDecimal("0.00");
        for (int i = 0; i < order.lines().size(); i++) {
            JsonNode line = json.get("lines").get(i);
            assertCarries(line, order.lines().get(i));
            sum = sum.add(line.get("unit_price")
                    .decimalValue()
                    .multiply(line.get("quantity").decimalValue()));
        }
        assertThat(json.get("total").decimalValue()).isEqualTo(sum);
    }

    private static void assertCarries(JsonNode json, Details.StockChanged update) {
        assertThat(json.get("product_id").stringValue())
                .isEqualTo(update.product().id());
        assertThat(json.get("change").intValue()).isEqualTo(update.change());
        assertThat(json.get("level").intValue()).isEqualTo(update.level());
        if (update.order() == null) {
            assertThat(json.has("order_id")).isFalse();
            assertThat(json.has("shopper_id")).isFalse();
            assertThat(json.has("session_id")).isFalse();
        } else {
            assertThat(json.get("order_id").stringValue())
                    .isEqualTo(update.order().id());
            assertCarries(json, update.order().visit());
        }
    }

    private static void assertMoney(JsonNode json, String name, long minor) {
        // BigDecimal's equals, unlike its compareTo, tells 20.0 from 20.00: two decimals it must be.
        assertThat(json.get(name).decimalValue()).isEqualTo(BigDecimal.valueOf(minor, 2));
        assertThat(json.get("currency").stringValue()).isEqualTo("EUR");
    }

    @Test
    void everyTypeOfEventHasItsMembersInOrder() {
        Product monitor = new Product(5, "sku-1006", "27\" monitor, 4K", "electronics", 329_00);
        Catalogue.Search search = new Catalogue.Search("27\"", List.of(monitor));
        Order order = new Order("ord-1", VISIT, List.of(new OrderLine(monitor, 2)), 658_00);
        String start = "\"occurred_at\":\"2026-11-24T06:00:00.123Z\"";
        String visit = "\"shopper_id\":\"shopper-100001\",\"session_id\":\"ses-1\"";

        assertThat(encode(EventType.SESSION_STARTED, new Details.SessionStarted(VISIT)))
                .isEqualTo("{\"event_id\":\"e\",\"event_type\":\"session_started\"," + start + "," + visit
                        + ",\"device\":\"mobile\",\"channel\":\"direct\"}");
        assertThat(encode(EventType.PRODUCT_VIEWED, new Details.ProductViewed(VISIT, monitor)))
                .endsWith(visit + ",\"product_id\":\"sku-1006\",\"name\":\"27\\\" monitor, 4K\","
                        + "\"category\":\"electronics\",\"unit_price\":329.00,\"currency\":\"EUR\"}");
        assertThat(encode(EventType.PRODUCTS_SEARCHED, new Details.ProductsSearched(VISIT, search)))
                .endsWith(visit + ",\"query\":\"27\\\"\",\"hits\":1}");
        assertThat(encode(EventType.CART_ITEM_REMOVED, new Details.CartChanged(VISIT, new OrderLine(monitor, 2))))
                .endsWith(visit + ",\"product_id\":\"sku-1006\",\"name\":\"27\\\" monitor, 4K\","
                        + "\"quantity\":2,\"unit_price\":329.00,\"currency\":\"EUR\"}");
        assertThat(encode(EventType.CHECKOUT_STARTED, new Details.CheckoutStarted(VISIT, order)))
                .endsWith(visit + ",\"lines\":1,\"total\":658.00,\"currency\":\"EUR\"}");
        assertThat(encode(EventType.SESSION_ENDED, new Details.SessionEnded(VISIT, 1)))
                .endsWith(visit + ",\"orders\":1}");
        assertThat(encode(EventType.ORDER_CREATED, new Details.OrderChanged(order)))
                .endsWith(",\"order_id\":\"ord-1\"," + visit
                        + ",\"lines\":[{\"product_id\":\"sku-1006\",\"name\":\"27\\\" monitor, 4K\",\"quantity\":2,"
                        + "\"unit_price\":329.00}],\"total\":658.00,\"currency\":\"EUR\"}");
        assertThat(encode(EventType.PAYMENT_DECLINED, new Details.Payment("pay-1", order, "card")))
                .endsWith(",\"payment_id\":\"pay-1\",\"order_id\":\"ord-1\"," + visit
                        + ",\"amount\":658.00,\"currency\":\"EUR\",\"method\":\"card\"}");
        assertThat(encode(EventType.STOCK_RESERVED, new Details.StockChanged(monitor, -2, 0, order)))
                .endsWith(
                        ",\"order_id\":\"ord-1\"," + visit + ",\"product_id\":\"sku-1006\",\"change\":-2,\"level\":0}");
        assertThat(encode(EventType.STOCK_REPLENISHED, new Details.StockChanged(monitor, 40, 40, null)))
                .isEqualTo("{\"event_id\":\"e\",\"event_type\":\"stock_replenished\"," + start
                        + ",\"product_id\":\"sku-1006\",\"change\":40,\"level\":40}");
    }

    @Test
    void anyTextIsEscapedSoThatItIsReadBackUnchanged() {
        for (String name : List.of(
                "",
                "\"",
                "\\",
                "a\\\"b",
                "line\nbreak\u0000\u001f",
                "</script>",
                "naïve 東京 🛒",
                "'",
                "{\"a\":[1,2]}",
                "long ".repeat(5_000))) {
            Product product = new Product(0, "id", name, "c" + name, 1);
            Details viewed = new Details.ProductViewed(VISIT, product);
            byte[] document = encoder.encode(new Event(EventType.PRODUCT_VIEWED, E, NOW, viewed));
            JsonNode json = StrictJackson.parse(document);
            assertThat(json.get("name").stringValue()).isEqualTo(name);
            assertThat(json.get("category").stringValue()).isEqualTo("c" + name);
            assertThat(StrictJson.parse(document).getAsJsonObject().get("name").getAsString())
                    .isEqualTo(name);
        }
    }

    @Test
    void theAverageDocumentHasAbout280Bytes() {
        Storefront shop = new Storefront(11, () -> NOW);
        long bytes = 0;
        for (int i = 0; i < 20_000; i++) {
            bytes += encoder.encode(shop.next()).length;
        }
        assertThat(bytes / 20_000).isBetween(260L, 300L);
    }
}
