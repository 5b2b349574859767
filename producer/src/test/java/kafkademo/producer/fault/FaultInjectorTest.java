package kafkademo.producer.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import kafkademo.producer.message.EventEncoder;
import kafkademo.producer.shop.Storefront;
import kafkademo.testing.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultInjectorTest {
    private static final List<byte[]> DOCUMENTS = documents();

    private final FaultInjector injector = Faults.of(0.1, 20);

    private static List<byte[]> documents() {
        Storefront shop = new Storefront(31, () -> 1_795_500_000_123L);
        EventEncoder encoder = new EventEncoder();
        List<byte[]> documents = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            documents.add(encoder.encode(shop.next()));
        }
        return documents;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertMalformed(FaultKind kind, byte[] damaged, byte[] document) {
        if (StrictJackson.accepts(damaged) || StrictJson.accepts(damaged)) {
            throw new AssertionError(kind + " left valid: " + new String(damaged, StandardCharsets.ISO_8859_1)
                    + " made from " + new String(document, StandardCharsets.UTF_8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void noParserAcceptsADamagedDocument(FaultKind kind) {
        for (byte[] document : DOCUMENTS) {
            byte[] before = document.clone();
            byte[] damaged = injector.corrupt(kind, document);
            assertThat(document).as("the original").isEqualTo(before);
            assertMalformed(kind, damaged, document);
        }
    }

    /** Valid documents that lay traps: structure inside strings, escapes, nothing to damage, valid without a part. */
    static Stream<String> traps() {
        return Stream.of(
                "{}",
                "[]",
                "[[]]",
                "[{},{}]",
                "{\"\":\"\"}",
                "{\"\":{}}",
                "[\"\"]",
                "[1,2]",
                "[[1,2],[3,[4,5]],6]",
                "{\"a\":[1,20,300]}",
                "{\"a\":\"\\\"\"}",
                "{\"a\":\"\\\\\"}",
                "{\"a\\\\\\\"\":\"b\\\\\\\\\\\"\"}",
                "{\"a:b,c\":\"d:e,f\"}",
                "{\"}\":\"{\",\"]\":\"[\"}",
                "[{\"},{\":1}]",
                "{\"a\":\"}\",\"b\":\"\\\"}\",\"c\":[\"]\"]}",
                "{\"a\":\"it's\",\"'\":\"'\"}",
                "{\"a\":\"{\\\"b\\\":1,\\\"c\\\":[1,2]}\"}",
                "{\"a\":\"\\u0022\\u005c\\u00e4\\ud83d\\uded2\"}",
                "{\"ä\":\"é東京🛒\"}",
                "{\"a\":\"//\",\"b\":\"/*\",\"c\":\"#\"}",
                "{\"a\":true,\"b\":null,\"c\":-1.5e-3}",
                "{\"a\":{\"b\":{\"c\":{}}}}",
                " { \"a\" : [ 1 , 2 ] } ",
                "\"text\"",
                "\"\"",
                "\"}\"",
                "1",
                "12",
                "true",
                "null");
    }

    @ParameterizedTest
    @MethodSource("traps")
    void noParserAcceptsADamagedTrap(String trap) {
        byte[] document = utf8(trap);
        assertThat(StrictJackson.accepts(document)).isTrue();
        assertThat(StrictJson.accepts(document)).isTrue();
        for (FaultKind kind : FaultKind.values()) {
            Stream.generate(() -> new String(injector.corrupt(kind, document), StandardCharsets.ISO_8859_1))
                    .limit(100)
                    .distinct()
                    .forEach(damaged -> assertMalformed(kind, damaged.getBytes(StandardCharsets.ISO_8859_1), document));
        }
        assertThat(document).isEqualTo(utf8(trap));
    }

    @Test
    void truncatedCutsMoreThanTheLastBrace() {
        for (byte[] document : DOCUMENTS) {
            byte[] damaged = injector.corrupt(FaultKind.TRUNCATED, document);
            assertThat(damaged.length).isBetween(1, document.length - 2);
            assertThat(damaged).isEqualTo(Arrays.copyOf(document, damaged.length));
        }
    }

    @Test
    void missingClosingBraceRemovesOneBrace() {
        for (byte[] document : DOCUMENTS) {
            byte[] damaged = injector.corrupt(FaultKind.MISSING_CLOSING_BRACE, document);
            int at = Arrays.mismatch(document, damaged);
            assertThat((char) document[at]).isEqualTo('}');
            assertThat(damaged).isEqualTo(cut(document, at));
        }
    }

    @Test
    void unquotedKeyRemovesTheQuotesOfOneKey() {
        byte[] document = utf8("{\"a:\":\"b\",\"c\":[\"d\"]}");
        assertThat(results(FaultKind.UNQUOTED_KEY, document))
                .containsExactlyInAnyOrder("{a::\"b\",\"c\":[\"d\"]}", "{\"a:\":\"b\",c:[\"d\"]}");
    }

    @Test
    void singleQuotesReplaceTheQuotesOfOneString() {
        byte[] document = utf8("{\"a\":\"\\\"b\"}");
        assertThat(results(FaultKind.SINGLE_QUOTES, document))
                .containsExactlyInAnyOrder("{'a':\"\\\"b\"}", "{\"a\":'\\\"b'}");
    }

    @Test
    void trailingCommaStandsBeforeAnyClosing() {
        byte[] document = utf8("{\"a\":[1,2],\"}\":{}}");
        assertThat(results(FaultKind.TRAILING_COMMA, document))
                .containsExactlyInAnyOrder(
                        "{\"a\":[1,2,],\"}\":{}}", "{\"a\":[1,2],\"}\":{,}}", "{\"a\":[1,2],\"}\":{},}");
    }

    @Test
    void missingSeparatorPutsASpaceInItsPlace() {
        byte[] document = utf8("{\"a,:\":[1,2],\"b\":0}");
        assertThat(results(FaultKind.MISSING_SEPARATOR, document))
                .containsExactlyInAnyOrder(
                        "{\"a,:\" [1,2],\"b\":0}",
                        "{\"a,:\":[1 2],\"b\":0}",
                        "{\"a,:\":[1,2] \"b\":0}",
                        "{\"a,:\":[1,2],\"b\" 0}");
    }

    @Test
    void controlCharacterIsAnyOfThemAnywhereInAString() {
        byte[] document = utf8("[\"xé\",\"\\u00e4\"]");
        boolean[] seen = new boolean[0x20];
        boolean[] places = new boolean[document.length];
        for (int i = 0; i < 2_000; i++) {
            byte[] damaged = injector.corrupt(FaultKind.CONTROL_CHARACTER, document);
            int at = Arrays.mismatch(document, damaged);
            assertThat(cut(damaged, at)).isEqualTo(document);
            seen[damaged[at]] = true;
            places[at] = true;
        }
        assertThat(seen).containsOnly(true);
        assertThat(placesIn(places)).as("but never in a character or escape").containsExactly(2, 3, 5, 8, 14);
    }

    @Test
    void invalidUtf8IsTheOnlyFaultInTheDocument() {
        for (byte[] document : DOCUMENTS) {
            byte[] damaged = injector.corrupt(FaultKind.INVALID_UTF8, document);
            int at = Arrays.mismatch(document, damaged);
            assertThat(cut(damaged, at)).isEqualTo(document);
            assertThatThrownBy(() -> StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(damaged)))
                    .isInstanceOf(CharacterCodingException.class);
            // Read as Latin-1 nothing is wrong with it: the encoding is the only fault.
            assertThat(StrictJackson.accepts(utf8(new String(damaged, StandardCharsets.ISO_8859_1))))
                    .isTrue();
        }
    }

    @Test
    void trailingGarbageFollowsTheWholeDocument() {
        byte[] document = utf8("{\"a\":1}");
        Set<String> results = results(FaultKind.TRAILING_GARBAGE, document);
        assertThat(results).hasSizeGreaterThan(3);
        assertThat(results).allSatisfy(damaged -> {
            assertThat(damaged).startsWith("{\"a\":1}");
            assertThat(damaged.substring(document.length)).isNotBlank();
        });
    }

    @Test
    void appendsGarbageWhenAFaultDoesNotApply() {
        assertGarbageFollows(FaultKind.TRUNCATED, "{}");
        assertGarbageFollows(FaultKind.UNQUOTED_KEY, "[\"a\"]");
        assertGarbageFollows(FaultKind.SINGLE_QUOTES, "[1,2]");
        assertGarbageFollows(FaultKind.CONTROL_CHARACTER, "{}");
        assertGarbageFollows(FaultKind.INVALID_UTF8, "{}");
        assertGarbageFollows(FaultKind.MISSING_SEPARATOR, "{}");
        assertGarbageFollows(FaultKind.TRAILING_COMMA, "\"}\"");
        assertGarbageFollows(FaultKind.MISSING_CLOSING_BRACE, "\"}\"");
        assertGarbageFollows(FaultKind.MISSING_CLOSING_BRACE, "[1,2]");
        assertGarbageFollows(FaultKind.TRUNCATED, "[1,2]");
    }

    private void assertGarbageFollows(FaultKind kind, String document) {
        assertThat(injector.corrupt(kind, utf8(document)))
                .asString()
                .startsWith(document)
                .hasSizeGreaterThan(document.length());
    }

    @Test
    void theErrorPageIsHtmlAndEmptyIsEmpty() {
        assertThat(results(FaultKind.HTML_ERROR_PAGE, utf8("{}")))
                .hasSize(3)
                .allSatisfy(page -> assertThat(page).startsWith("<html>").containsPattern("50[234] "));
        assertThat(injector.corrupt(FaultKind.EMPTY, utf8("{}"))).isEmpty();
    }

    @Test
    void sameSeedDamagesTheSameEventsInTheSameWay() {
        FaultInjector one = Faults.of(0.3, 5);
        FaultInjector other = Faults.of(0.3, 5);
        for (byte[] document : DOCUMENTS) {
            Optional<FaultKind> kind = one.draw();
            assertThat(other.draw()).isEqualTo(kind);
            kind.ifPresent(it -> assertThat(other.corrupt(it, document)).isEqualTo(one.corrupt(it, document)));
        }
    }

    /** The different documents that come out when one is damaged again and again. */
    private Set<String> results(FaultKind kind, byte[] document) {
        Set<String> results = new TreeSet<>();
        for (int i = 0; i < 300; i++) {
            results.add(new String(injector.corrupt(kind, document), StandardCharsets.UTF_8));
        }
        return results;
    }

    private static byte[] cut(byte[] bytes, int at) {
        byte[] rest = Arrays.copyOf(bytes, bytes.length - 1);
        System.arraycopy(bytes, at + 1, rest, at, rest.length - at);
        return rest;
    }

    private static List<Integer> placesIn(boolean[] places) {
        List<Integer> list = new ArrayList<>();
        for (int at = 0; at < places.length; at++) {
            if (places[at]) {
                list.add(at);
            }
        }
        return list;
    }
}
