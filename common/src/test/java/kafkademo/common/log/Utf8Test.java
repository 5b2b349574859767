package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private static final int[] EDGES = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
        0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFC, 0xFE, 0xFF
    };

    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    private final CharBuffer decoded = CharBuffer.allocate(4096);

    /** The JDK's answer to the same question. */
    private int firstMalformedByJdk(byte[] bytes) {
        decoder.reset();
        ByteBuffer input = ByteBuffer.wrap(bytes);
        return decoder.decode(input, decoded.clear(), true).isError() ? input.position() : -1;
    }

    private void assertAgreement(byte[] bytes) {
        int expected = firstMalformedByJdk(bytes);
        int found = Utf8.firstMalformed(bytes);
        if (found != expected) {
            assertThat(found).as(Arrays.toString(bytes)).isEqualTo(expected);
        }
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int at = 0; at < values.length; at++) {
            bytes[at] = (byte) values[at];
        }
        return bytes;
    }

    @Test
    void agreesOnEveryOneAndTwoByteSequence() {
        assertAgreement(new byte[0]);
        for (int first = 0; first < 256; first++) {
            assertAgreement(bytes(first));
            for (int second = 0; second < 256; second++) {
                assertAgreement(bytes(first, second));
            }
        }
    }

    @Test
    void agreesOnEverySequenceOfEdgesUpToFourBytes() {
        for (int first : EDGES) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    assertAgreement(bytes(first, second, third));
                    for (int fourth : EDGES) {
                        assertAgreement(bytes(first, second, third, fourth));
                    }
                }
            }
        }
    }

    @Test
    void agreesOnEveryCodePointAndEachOfItsTruncations() {
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint += codePoint < 0x11000 ? 1 : 61) {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                continue;
            }
            byte[] whole = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            assertThat(Utf8.firstMalformed(whole)).isEqualTo(-1);
            assertThat(Utf8.codePoint(whole, 0, Utf8.sequenceLength(whole, 0))).isEqualTo(codePoint);
            if (whole.length > 1) {
                assertThat(Utf8.firstMalformed(Arrays.copyOf(whole, whole.length - 1)))
                        .isZero();
            }
        }
    }

    @Test
    void findsABadByteAtEveryPlaceAroundTheStride() {
        for (int length = 1; length <= 33; length++) {
            for (int place = 0; place < length; place++) {
                byte[] text = new byte[length];
                Arrays.fill(text, (byte) 'x');
                text[place] = (byte) 0x80;
                assertThat(Utf8.firstMalformed(text)).isEqualTo(place);
                text[place] = (byte) 0xE2;
                assertThat(Utf8.firstMalformed(text)).isEqualTo(place);
            }
        }
    }

    @Test
    void acceptsAMultibyteCharacterAtEveryPlaceAroundTheStride() {
        for (String character : new String[] {"é", "€", "😀"}) {
            for (int before = 0; before <= 17; before++) {
                for (int after = 0; after <= 17; after++) {
                    byte[] text = ("x".repeat(before) + character + "x".repeat(after)).getBytes(StandardCharsets.UTF_8);
                    assertThat(Utf8.firstMalformed(text)).isEqualTo(-1);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void agreesOnRandomBytes(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            int asciiShare = random.nextInt(101);
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = (byte)
                        (random.nextInt(100) < asciiShare
                                ? random.nextInt(128)
                                : random.nextBoolean() ? EDGES[random.nextInt(EDGES.length)] : random.nextInt(256));
            }
            assertAgreement(bytes);
        }
    }
}
