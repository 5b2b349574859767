package kafkademo.consumer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectationTest {
    private static final String CONFIRMED =
            "{\"event_id\":\"e\",\"event_type\":\"order_confirmed\",\"occurred_at\":\"2026\","
                    + "\"order_id\":\"o\",\"shopper_id\":\"s\",\"session_id\":\"x\",\"total\":1.50,\"currency\":\"EUR\"}";

    private final Decoder decoder = new Decoder();

    private String unexpectedIn(String document) {
        return ((Decoded.Event) decoder.decode(document.getBytes(UTF_8))).unexpected();
    }

    @Test
    void anEventAsAgreedIsExpectedInAnyOrderAndWithMembersMore() {
        assertThat(unexpectedIn(CONFIRMED)).isNull();
        assertThat(unexpectedIn(CONFIRMED.replace(",\"total\":1.50", "").replace("{", "{\"total\":2,\"new\":[{}],")))
                .isNull();
        assertThat(unexpectedIn(
                        CONFIRMED.replace("order_confirmed", "order_created").replace("1.50", "1,\"lines\":[]")))
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ",\"total\":1.50||no total",
                "1.50|\"1.50\"|total is of type string, not number",
                "1.50|{\"value\":1.50}|total is of type object, not number",
                "1.50|null|total is of type null, not number",
                "1.50|true|total is of type boolean, not number",
                "1.50|[1.50]|total is of type array, not number",
                "1.50|1.50,\"total\":\"2\"|total is of type string, not number",
                "\"EUR\"|978|currency is of type number, not string",
                "order_confirmed|order_confirmed_v2|unknown event_type order_confirmed_v2",
                "order_confirmed|order_created|no lines",
                "\"order_confirmed\"|7|event_type is of type number, not string",
                "\"event_type\":\"order_confirmed\",||no event_type",
                "\"event_id\":\"e\",||no event_id",
                "\"order_id\"|\"ORDER_ID\"|no order_id",
                "\"shopper_id\":\"s\",\"session_id\":\"x\",\"total\":1.50|\"total\":\"x\"|"
                        + "no shopper_id; no session_id; total is of type string, not number",
            })
    void whatIsNotAsAgreedIsNamed(String part, String instead, String unexpected) {
        assertThat(CONFIRMED).contains(part);
        assertThat(unexpectedIn(CONFIRMED.replace(part, instead == null ? "" : instead)))
                .isEqualTo(unexpected);
    }

    @Test
    void onlyTheFirstHundredMembersCount() {
        assertThat(unexpectedIn(withOthersFirst(Decoder.MAX_MEMBERS - 8))).isNull();
        assertThat(unexpectedIn(withOthersFirst(Decoder.MAX_MEMBERS - 7))).isEqualTo("no currency");
        assertThat(unexpectedIn(withOthersFirst(100_000))).startsWith("no event_id; no event_type; ");
    }

    private static String withOthersFirst(int count) {
        StringBuilder others = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            others.append("\"other-").append(i).append("\":0,");
        }
        return CONFIRMED.replace("{", others);
    }

    @Test
    void eachDocumentIsJudgedByItself() {
        assertThat(unexpectedIn(CONFIRMED)).isNull();
        assertThat(unexpectedIn("{\"event_type\":\"session_ended\"}"))
                .isEqualTo("no event_id; no occurred_at; no shopper_id; no session_id; no orders");
        assertThat(unexpectedIn("{}")).isEqualTo("no event_type");
        assertThat(unexpectedIn(CONFIRMED)).isNull();
    }
}
