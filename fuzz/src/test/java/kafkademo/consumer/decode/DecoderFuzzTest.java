package kafkademo.consumer.decode;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafkademo.consumer.decode.Decoded.Error;
import kafkademo.consumer.decode.Decoded.Event;
import kafkademo.fuzz.Allocation;
import kafkademo.fuzz.Corpus;
import kafkademo.testing.StrictJson;
import kafkademo.testing.Verdict;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.MethodSource;

class DecoderFuzzTest {
    /** Documents whose names collide in a parser's table of names. They are also in the tests of the consumer. */
    private static final Stream<String> COLLIDING = Stream.of(
            "crash-1-colliding-names.json",
            "crash-2-one-more.json",
            "crash-3-many-ordinary-names.json",
            "collide-a.json",
            "collide-b.json");

    private static final Set<DecodeErrorType> WITHOUT_PLACE =
            Set.of(DecodeErrorType.EMPTY, DecodeErrorType.LIMIT_EXCEEDED);

    /** The shortest document that exceeds a limit, of nesting. */
    private static final int LIMIT = 500;

    private static final Pattern LONG_NUMBER = Pattern.compile("(?<=[0-9]{19})[0-9]+");

    /** What a decoder may allocate for a small document, and for each byte. */
    private static final int SMALL = 20_000;

    private static final int PER_BYTE = 150;

    /** Sees all inputs, one after the other. */
    private static final Decoder EXPERIENCED = new Decoder();

    static Stream<Named<byte[]>> corpus() {
        Stream<Named<byte[]>> colliding =
                COLLIDING.map(name -> Named.of(name, Corpus.resource(DecoderFuzzTest.class, name)));
        return Stream.of(
                        Corpus.named("json-test-suite.txt"),
                        Corpus.named("documents.txt"),
                        colliding,
                        Stream.of(Named.of("many-names", manyNames())))
                .flatMap(inputs -> inputs);
    }

    private static byte[] manyNames() {
        StringBuilder text = new StringBuilder("{\"event_id\":\"e\"");
        IntStream.range(0, 20_000)
                .forEach(number -> text.append(",\"name_").append(number).append("\":1"));
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    @MethodSource("corpus")
    @FuzzTest
    void theVerdictIsThatOfASecondParserWhateverCameBefore(byte[] value) {
        byte[] before = value.clone();
        Decoded verdict = Allocation.within(SMALL + (long) PER_BYTE * value.length, () -> EXPERIENCED.decode(value));
        check(Arrays.equals(before, value), "the record has changed", verdict);
        check(verdict.equals(new Decoder().decode(value)), "a fresh decoder disagrees with", verdict);
        if (verdict instanceof Error error) {
            checkReason(error, value);
        } else {
            byte[] shortened = shortened(value);
            check(Verdict.of(shortened) == Verdict.OBJECT, "the second parser disagrees with", verdict);
            if (shortened.length == value.length) {
                checkIds((Event) verdict, StrictJson.parse(value).getAsJsonObject());
            }
        }
    }

    private static void checkReason(Error error, byte[] value) {
        boolean hasPlace = !WITHOUT_PLACE.contains(error.type());
        check(!error.reason().isBlank() && error.reason().indexOf('\n') < 0, "no reason on one line", error);
        check(!hasPlace || error.line() >= 1 && error.column() >= 1, "no place", error);
        check(
                error.line() <= 1 + lineEnds(value) && error.column() <= 1 + value.length,
                "a place beyond the end",
                error);
        if (error.type() == DecodeErrorType.LIMIT_EXCEEDED) {
            check(value.length > LIMIT && !error.reason().contains("cannot cope"), "no limit is exceeded", error);
        } else {
            Verdict expected = error.type() == DecodeErrorType.NOT_AN_OBJECT ? Verdict.OTHER_JSON : Verdict.NO_JSON;
            check(Verdict.of(shortened(value)) == expected, "the second parser disagrees with", error);
        }
    }

    /** Gson multiplies as it reads. If a number overflows to 0, as 1 and 64 zeros do, it takes the next digit for an error. */
    private static byte[] shortened(byte[] value) {
        String characters = new String(value, StandardCharsets.ISO_8859_1);
        return LONG_NUMBER.matcher(characters).replaceAll("").getBytes(StandardCharsets.ISO_8859_1);
    }

    private static long lineEnds(byte[] value) {
        return IntStream.range(0, value.length)
                .filter(at -> value[at] == '\n' || value[at] == '\r')
                .count();
    }

    private static void checkIds(Event event, JsonObject document) {
        boolean same = Objects.equals(whole(event.eventId()), text(document.get("event_id")))
                && Objects.equals(whole(event.eventType()), text(document.get("event_type")));
        check(same, "the second parser reads other ids than", event);
    }

    private static String text(JsonElement value) {
        boolean isText = value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isString();
        return isText ? whole(value.getAsString()) : null;
    }

    /** Replaces halves of surrogate pairs, since parsers may. */
    private static String whole(String text) {
        return text == null ? null : text.replaceAll("\\p{Cs}", "\ufffd");
    }

    private static void check(boolean isRight, String what, Decoded verdict) {
        if (!isRight) {
            throw new AssertionError(what + ' ' + verdict);
        }
    }
}
