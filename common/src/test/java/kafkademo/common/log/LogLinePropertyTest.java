package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a value holds, its line is one line that says nothing else and reads back as what was put in. */
class LogLinePropertyTest {
    private static final String[] PIECES = {
        "a",
        "Z",
        "0",
        " ",
        "\"",
        "\\",
        "=",
        "\n",
        "\r",
        "\t",
        "\\n",
        "\\u0041",
        "\\x41",
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
        if (random.nextBoolean()) {
            byte[] bytes = randomText(random).getBytes(StandardCharsets.UTF_8);
            if (bytes.length > 0 && random.nextBoolean()) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            return bytes;
        }
        byte[] bytes = new byte[random.nextInt(60)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertHarmless(String line) {
        assertThat(line.codePoints().noneMatch(LogLinePropertyTest::isHarmful))
                .as(line)
                .isTrue();
    }

    private static boolean isHarmful(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> true;
            default -> false;
        };
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aTextReadsBack(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            String value = randomText(random);
            String line = LogLine.text("m")
                    .add("before", 1)
                    .add("k", value)
                    .add("after", "x y")
                    .toString();
            assertHarmless(line);
            Map<String, String> pairs = Logfmt.pairs("m", line);
            assertThat(pairs).containsOnlyKeys("before", "k", "after").containsEntry("after", "x y");
            assertThat(Logfmt.bytes(pairs.get("k"))).isEqualTo(Logfmt.bytesOf(value));
            assertThat(LogLine.quoted(value)).isEqualTo("\"" + escaped(value) + "\"");
        }
    }

    /** How a line shows the value between quotes: the space makes sure of them. */
    private static String escaped(String value) {
        String line = LogLine.text("m").add("k", value + " ").toString();
        return line.substring("m k=\"".length(), line.length() - " \"".length());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bytesReadBack(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            byte[] value = randomBytes(random);
            String line = LogLine.text("m")
                    .add("k", value, Integer.MAX_VALUE)
                    .add("after", 1)
                    .toString();
            assertHarmless(line);
            Map<String, String> pairs = Logfmt.pairs("m", line);
            assertThat(pairs).containsOnlyKeys("k", "after");
            assertThat(Logfmt.bytes(pairs.get("k"))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aCutValueIsAPrefixWithinTheLimit(long seed) throws CharacterCodingException {
        Random random = new Random(seed);
        for (int round = 0; round < 1_000; round++) {
            int limit = 1 + random.nextInt(40);
            boolean asBytes = random.nextBoolean();
            byte[] bytes = randomBytes(random);
            String text = randomText(random);
            LogLine line = LogLine.text("m");
            String shown = Logfmt.pairs(
                            "m", (asBytes ? line.add("k", bytes, limit) : line.add("k", text, limit)).toString())
                    .get("k");
            assertHarmless(shown + ".");
            assertThat(shown.length()).isLessThanOrEqualTo(limit);
            if (asBytes && !Arrays.equals(Logfmt.bytes(shown), bytes)) {
                assertThat(shown).endsWith("…");
                byte[] kept = Logfmt.bytes(shown.substring(0, shown.length() - 1));
                assertThat(Arrays.copyOf(bytes, kept.length)).isEqualTo(kept);
                assertThat(kept.length).isLessThan(bytes.length);
                assertNoCharacterIsSplit(bytes, kept.length);
            } else if (!asBytes && !Arrays.equals(Logfmt.bytes(shown), Logfmt.bytesOf(text))) {
                assertThat(shown).endsWith("…");
                byte[] kept = Logfmt.bytes(shown.substring(0, shown.length() - 1));
                assertThat(Arrays.copyOf(Logfmt.bytesOf(text), kept.length)).isEqualTo(kept);
            }
        }
    }

    private static void assertNoCharacterIsSplit(byte[] bytes, int cut) throws CharacterCodingException {
        if (Utf8.firstMalformed(bytes) < 0) {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, cut));
        }
    }
}
