package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import kafkademo.testing.Printable;
import kafkademo.testing.Shown;
import kafkademo.testing.StrictJson;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a value holds, strict parsers read its line, and read the value back as it was put in. */
class LogLinePropertyTest {
    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "'",
        "\\",
        "=",
        "\n",
        "\r",
        "\t",
        "\\n",
        "\\u0041",
        "\\x41",
        "x41",
        "\0",
        "\u001b[2J",
        "\u007f",
        "\u0080",
        "\u0085",
        "\u009b",
        "\u00a0",
        "\u00ad",
        "é",
        "数",
        "\u200b",
        "\u200e",
        "\u202e",
        "\u2028",
        "\u2029",
        "\u2066",
        "\ufeff",
        "\ufffd",
        "\uffff",
        "\ue000",
        "😀",
        "\ud83d",
        "\ude00",
        "\udbff\udfff",
        "\udb40\udc01",
        "ERROR consumer - forged=1",
        "…"
    };

    private static String randomText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(40); pieces > 0; pieces--) {
            text.append(
                    random.nextInt(4) == 0
                            ? String.valueOf((char) random.nextInt(0x10000))
                            : PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static byte[] randomBytes(Random random) {
        byte[] bytes = randomText(random).getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
        } else if (bytes.length > 0 && random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static Map<String, String> fields(String line) {
        return TextLine.parse("2026-11-24T06:00:00.120Z INFO test - " + line).fields();
    }

    private static void assertHarmless(String line) {
        assertThat(Printable.isLine(line)).as(line).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void strictLogfmtParsersReadEveryValueBack(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String text = randomText(random);
            byte[] bytes = randomBytes(random);
            String line = LogLine.text("m")
                    .add("text", text)
                    .add("bytes", bytes, Integer.MAX_VALUE)
                    .add("after", "x y")
                    .toString();
            assertHarmless(line);
            Map<String, String> pairs = fields(line);
            assertThat(pairs).containsOnlyKeys("text", "bytes", "after").containsEntry("after", "x y");
            assertThat(Shown.bytes(pairs.get("text"))).isEqualTo(Shown.bytesOf(text));
            assertThat(Shown.bytes(pairs.get("bytes"))).isEqualTo(bytes);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void strictJsonParsersReadEveryValueBack(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            String text = randomText(random);
            byte[] bytes = randomBytes(random);
            StringBuilder object = new StringBuilder("{\"m\":1");
            LogLine.json(object).add("text", text).add("value", bytes, Integer.MAX_VALUE);
            assertHarmless(object.toString());
            JsonObject read = StrictJson.parse(object.append('}').toString()).getAsJsonObject();
            assertThat(read.keySet()).containsExactly("m", "text", "value");
            assertThat(Shown.bytes(read.get("text").getAsString())).isEqualTo(Shown.bytesOf(text));
            assertThat(Shown.bytes(read.get("value").getAsString())).isEqualTo(bytes);
        }
    }

    @Test
    void strictLogfmtParsersReadARecordInUtf16() {
        byte[] utf16 = {(byte) 0xFF, (byte) 0xFE, '[', 0, '"', 0, (byte) 0xE9, 0, '"', 0, ']', 0};
        String line =
                LogLine.text("JSON decode error").add("payload", utf16, 120).toString();

        assertThat(line)
                .isEqualTo(
                        "JSON decode error payload=\"\\\\xff\\\\xfe[\\u0000\\\"\\u0000\\\\xe9\\u0000\\\"\\u0000]\\u0000\"");
        assertThat(Shown.bytes(fields(line).get("payload"))).isEqualTo(utf16);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aCutValueIsAPrefixWithinTheLimit(long seed) throws CharacterCodingException {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            int limit = 1 + random.nextInt(40);
            boolean asBytes = random.nextBoolean();
            String text = randomText(random);
            byte[] whole = asBytes ? randomBytes(random) : Shown.bytesOf(text);
            LogLine line = LogLine.text("m");
            String written = (asBytes ? line.add("k", whole, limit) : line.add("k", text, limit)).toString();
            assertHarmless(written);
            assertThat(written.substring("m k=".length())
                            .replaceAll("^\"|\"$", "")
                            .length())
                    .isLessThanOrEqualTo(limit);
            String shown = fields(written).get("k");
            if (!Arrays.equals(Shown.bytes(shown), whole)) {
                assertThat(shown).endsWith("…");
                byte[] kept = Shown.bytes(shown.substring(0, shown.length() - 1));
                assertThat(kept).hasSizeLessThan(whole.length).isEqualTo(Arrays.copyOf(whole, kept.length));
                assertNoCharacterIsSplit(whole, kept.length);
            }
        }
    }

    private static void assertNoCharacterIsSplit(byte[] bytes, int cut) throws CharacterCodingException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            return; // bytes that are no characters may be cut anywhere
        }
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, cut));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void inJsonADecimalNumberAlwaysHasAPointAndAWholeNumberNever(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            double decimal = switch (random.nextInt(4)) {
                case 0 -> random.nextInt(3) - 1;
                case 1 -> random.nextInt(2_000_000) / 1e3;
                case 2 -> random.nextInt(100) * 1e13;
                default -> random.nextGaussian() * Math.pow(10, random.nextInt(12) - 6);
            };
            StringBuilder object = new StringBuilder();
            LogLine.json(object).add("decimal", decimal).add("whole", random.nextLong());
            assertThat(object.toString()).matches(",\"decimal\":-?[0-9]+\\.[0-9]+,\"whole\":-?[0-9]+");
        }
    }
}
