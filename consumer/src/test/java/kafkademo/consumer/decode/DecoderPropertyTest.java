package kafkademo.consumer.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import kafkademo.consumer.decode.Decoded.Error;
import kafkademo.consumer.decode.Decoded.Event;
import kafkademo.testing.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares the decoder with a second parser, on valid documents, damaged ones and noise. */
class DecoderPropertyTest {
    private static final Pattern INTERNALS = Pattern.compile(
            "VALUE_|END_|START_|PROPERTY_|Jackson|Json[A-Z]|Stream[A-Z]|enabl|Feature|Source:|REDACTED|`[A-Z]|tools\\.|java\\.");

    private final Decoder decoder = new Decoder();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyValidObjectIsAnEventAndNoPrefixOfItIs(long seed) {
        RandomJson json = new RandomJson(seed);
        for (int round = 0; round < 50; round++) {
            byte[] document = json.object(4).getBytes(StandardCharsets.UTF_8);
            assertThat(decoder.decode(document)).as(text(document)).isInstanceOf(Event.class);
            assertThat(Verdict.of(document)).isEqualTo(Verdict.OBJECT);
            int end = document.length;
            while (document[end - 1] != '}') {
                end--;
            }
            for (int length = 0; length < end; length++) {
                byte[] prefix = Arrays.copyOf(document, length);
                if (!(decoder.decode(prefix) instanceof Error)) {
                    throw new AssertionError(text(prefix));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bothParsersAgreeOnDamagedDocuments(long seed) {
        RandomJson json = new RandomJson(seed);
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        for (int round = 0; round < 1_000; round++) {
            seen.add(assertAgreement(json.damaged(json.object(3).getBytes(StandardCharsets.UTF_8))));
        }
        assertThat(seen).contains(Verdict.OBJECT, Verdict.NO_JSON);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void bothParsersAgreeOnNoise(long seed) {
        Random random = new Random(seed);
        byte[] alphabet = "{}[]\",:\\ \n0123456789.eE+-truefalsnu/'#\u0001é".getBytes(StandardCharsets.UTF_8);
        Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
        for (int round = 0; round < 5_000; round++) {
            byte[] noise = new byte[1 + random.nextInt(7)];
            for (int at = 0; at < noise.length; at++) {
                noise[at] = alphabet[random.nextInt(alphabet.length)];
            }
            seen.add(assertAgreement(noise));
        }
        assertThat(seen).contains(Verdict.OTHER_JSON, Verdict.NO_JSON);
    }

    @Test
    void bothParsersAgreeWhicheverByteStandsAnywhere() {
        byte[] document = "{\"a\":[1,-2.5e3,true,null],\"\\u00e9\":\"é\"} ".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < document.length; at++) {
            for (int value = 0; value < 256; value++) {
                byte[] changed = document.clone();
                changed[at] = (byte) value;
                assertAgreement(changed);
            }
        }
    }

    /** A parser that looks at only some of a character's bits takes it for another. */
    @Test
    void bothParsersAgreeOnCharactersThatShareTheirBits() {
        String document = "{\"a\":[1,-2.5e3,true,null],\"\\u00e9\":\"\\u00e9\\n\"} ";
        for (int at = 0; at < document.length(); at++) {
            for (int bit = 0x80; bit <= 0x10_000; bit <<= 1) {
                for (int low = 0; low < 0x80; low++) {
                    String changed =
                            document.substring(0, at) + Character.toString(bit | low) + document.substring(at + 1);
                    assertAgreement(changed.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }

    private Verdict assertAgreement(byte[] document) {
        Decoded decoded = decoder.decode(document);
        Verdict ours = Verdict.NO_JSON;
        if (decoded instanceof Event) {
            ours = Verdict.OBJECT;
        } else if (decoded instanceof Error error) {
            ours = error.type() == DecodeErrorType.NOT_AN_OBJECT ? Verdict.OTHER_JSON : Verdict.NO_JSON;
            assertSpeaksOfTheDocumentAlone(error, document);
        }
        Verdict theirs = Verdict.of(document);
        if (ours != theirs) {
            assertThat(ours).as(text(document)).isEqualTo(theirs);
        }
        return theirs;
    }

    private static void assertSpeaksOfTheDocumentAlone(Error error, byte[] document) {
        if (error.reason().isBlank()
                || error.reason().indexOf('\n') >= 0
                || INTERNALS.matcher(error.reason()).find()) {
            throw new AssertionError(error + " of " + text(document));
        }
        boolean placeless = error.type() == DecodeErrorType.EMPTY || error.type() == DecodeErrorType.LIMIT_EXCEEDED;
        if (!placeless && (error.line() < 1 || error.column() < 1 || error.column() > document.length + 1)) {
            throw new AssertionError(error + " of " + text(document));
        }
    }

    private static String text(byte[] document) {
        return new String(document, StandardCharsets.UTF_8);
    }
}
