package kafkademo.producer.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import kafkademo.producer.fault.StrictParsers;
import kafkademo.producer.shop.Id;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever is written is what Jackson makes of the same tree, to the byte. */
class JsonWriterTest {
    private static final JsonMapper JACKSON = new JsonMapper();
    private static final String[] PIECES = {
        "a",
        " ",
        "\"",
        "\\",
        "/",
        "{",
        "}",
        "[",
        "]",
        ":",
        ",",
        "\n",
        "\r",
        "\t",
        "\b",
        "\f",
        "\0",
        "\u001f",
        "\u007f",
        "\u0085",
        "\\u0041",
        "é",
        "\u2028",
        "\ufeff",
        "\uffff",
        "数",
        "😀",
        "\udbff\udfff",
        "</script>",
        "null",
        "1e5"
    };

    private final JsonWriter json = new JsonWriter();
    private Random random;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void writesWhatJacksonWrites(long seed) throws IOException {
        random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            ObjectNode tree = JACKSON.createObjectNode();
            json.startObject();
            writeMembers(tree, 3);
            byte[] document = json.endObject().take();

            assertThat(new String(document, StandardCharsets.UTF_8)).isEqualTo(JACKSON.writeValueAsString(tree));
            assertThat(StrictParsers.jackson(document))
                    .isEqualTo(StrictParsers.jackson(JACKSON.writeValueAsBytes(tree)));
            assertThat(StrictParsers.gsonAccepts(document)).isTrue();
        }
    }

    private void writeMembers(ObjectNode tree, int depth) {
        int members = random.nextInt(5);
        for (int i = 0; i < members; i++) {
            String name = i + randomText();
            byte[] jsonName = i == 0 ? JsonWriter.nameOf(name) : JsonWriter.nextNameOf(name);
            switch (random.nextInt(depth > 0 ? 7 : 5)) {
                case 0 -> json.written(jsonName).written(JsonWriter.quoted(putText(tree, name)));
                case 1 -> json.written(jsonName).number(putNumber(tree, name));
                case 2 -> json.written(jsonName).amount(putAmount(tree, name));
                case 3 -> json.written(jsonName).text(putId(tree, name));
                case 4 -> {
                    JsonWriter before = new JsonWriter();
                    before.written(jsonName).number(putNumber(tree, name));
                    json.written(before.written(JsonWriter.nextNameOf(name + "2"))
                            .text(putId(tree, name + "2"))
                            .take());
                }
                case 5 -> {
                    json.written(jsonName).startObject();
                    writeMembers(tree.putObject(name), depth - 1);
                    json.endObject();
                }
                default -> writeArray(jsonName, tree.putArray(name), depth - 1);
            }
        }
    }

    private void writeArray(byte[] name, ArrayNode array, int depth) {
        json.written(name).startArray();
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
            if (i > 0) {
                json.comma();
            }
            json.startObject();
            writeMembers(array.addObject(), depth);
            json.endObject();
        }
        json.endArray();
    }

    private String randomText() {
        StringBuilder text = new StringBuilder();
        // Now and then longer than the buffer was.
        for (int i = random.nextInt(random.nextInt(100) == 0 ? 2_000 : 8); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private String putText(ObjectNode tree, String name) {
        String text = randomText();
        tree.put(name, text);
        return text;
    }

    private int putNumber(ObjectNode tree, String name) {
        int number = random.nextInt() >> random.nextInt(32);
        tree.put(name, number);
        return number;
    }

    private long putAmount(ObjectNode tree, String name) {
        long minor = random.nextLong() >>> 1 + random.nextInt(63);
        tree.put(name, BigDecimal.valueOf(minor, 2));
        return minor;
    }

    private Id putId(ObjectNode tree, String name) {
        String id = "ord-" + Long.toHexString(random.nextLong());
        tree.put(name, id);
        return Id.of(id);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 10, 99, 100, -1, -10, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void writesWholeNumbers(int number) {
        assertThat(json.number(number).take()).asString().isEqualTo(String.valueOf(number));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "5, 0.05",
        "50, 0.50",
        "100, 1.00",
        "1990, 19.90",
        "123456789, 1234567.89",
        "9223372036854775807, 92233720368547758.07"
    })
    void writesAmountsWithTwoDecimals(long minor, String expected) {
        assertThat(json.amount(minor).take()).asString().isEqualTo(expected);
    }

    @Test
    void refusesNegativeAmounts() {
        assertThatThrownBy(() -> json.amount(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void givesOutAnArrayOfItsOwnEachTime() {
        byte[] first = json.number(1).take();
        byte[] second = json.number(2).take();
        assertThat(first).asString().isEqualTo("1");
        assertThat(second).asString().isEqualTo("2");
    }
}
