package kafkademo.consumer.decode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static kafkademo.consumer.decode.Events.event;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import kafkademo.consumer.decode.Decoded.Error;
import kafkademo.consumer.decode.Decoded.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecoderTest {
    private final Decoder decoder = new Decoder();

    private Decoded decode(String document) {
        return decoder.decode(document.getBytes(UTF_8));
    }

    private DecodeErrorType errorType(String document) {
        return errorType(document.getBytes(UTF_8));
    }

    private DecodeErrorType errorType(byte[] value) {
        Decoded decoded = decoder.decode(value);
        assertThat(decoded).isInstanceOf(Error.class);
        return ((Error) decoded).type();
    }

    private void assertError(String document, DecodeErrorType type, String reason, int line, int column) {
        assertError(document.getBytes(UTF_8), type, reason, line, column);
    }

    private void assertError(byte[] value, DecodeErrorType type, String reason, int line, int column) {
        assertThat(decoder.decode(value)).isEqualTo(new Error(type, reason, line, column));
    }

    @Test
    void anObjectIsAnEventWithItsOwnIdAndType() {
        assertThat(decode("{\"event_id\":\"e-1\",\"event_type\":\"order_created\",\"n\":{\"event_id\":\"inner\"}}"))
                .satisfies(event("e-1", "order_created"));
        assertThat(decode(" \r\n\t{ \"event_type\" : \"\\u0061\\n\" } \r\n\t")).satisfies(event(null, "a\n"));
        assertThat(decode("{\"event_id\":[\"x\"],\"event_type\":{\"a\":1}}")).satisfies(event(null, null));
        assertThat(decode("{}")).satisfies(event(null, null));
    }

    @Test
    void ofDuplicateNamesTheLastOneCounts() {
        assertThat(decode("{\"event_id\":\"a\",\"event_id\":\"b\"}")).satisfies(event("b", null));
        assertThat(decode("{\"event_id\":\"a\",\"event_id\":5}")).satisfies(event(null, null));
    }

    @Test
    void aValueThatIsNotThereIsAnErrorWithoutAPlace() {
        assertError((byte[]) null, DecodeErrorType.NULL_VALUE, "null value", 0, 0);
        assertError("", DecodeErrorType.EMPTY, "empty value", 0, 0);
        assertError(" \n\t\r ", DecodeErrorType.EMPTY, "only white space", 0, 0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{a:1}|syntax|1|2|Unexpected character ('a' (code 97)): was expecting double-quote to start property name",
                "{'a':1}|syntax|1|2|Unexpected character (''' (code 39)): was expecting double-quote to start property name",
                "{\"a\":'b'}|syntax|1|6|Unexpected character (''' (code 39)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "{\"a\" 1}|syntax|1|6|Unexpected character ('1' (code 49)): was expecting a colon to separate property name and value",
                "{\"a\":1 \"b\":2}|syntax|1|8|Unexpected character ('\"' (code 34)): was expecting comma to separate Object entries",
                "{\"a\":1,}|syntax|1|8|Unexpected character ('}' (code 125)): was expecting double-quote to start property name",
                "[1,]|syntax|1|4|Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "{\"a\":1]|syntax|1|7|Unexpected close marker ']': expected '}'",
                "{\"a\":tru}|syntax|1|6|Unrecognized token 'tru': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "{\"a\":NaN}|syntax|1|9|Non-standard token 'NaN'",
                "{\"a\":01}|syntax|1|7|Invalid numeric value: Leading zeroes not allowed",
                "{\"a\":.5}|syntax|1|6|Unexpected character ('.' (code 46)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "{\"a\":0x1F}|syntax|1|7|Unexpected character ('x' (code 120))",
                "{\"a\":\"\\x\"}|syntax|1|8|Unrecognized character escape 'x' (code 120)",
                "<html>|syntax|1|1|Unexpected character ('<' (code 60)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "/**/{}|syntax|1|1|Unexpected character ('/' (code 47)): maybe a (non-standard) comment?",
                "é|syntax|1|1|Unrecognized token 'é': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "\uFEFF{}|syntax|1|1|Unexpected character ('\uFEFF' (code 65279 / 0xfeff)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                "{\"a\":1|unexpected_end|1|7|Unexpected end-of-input: expected close marker for Object",
                "{\"a\":1,|unexpected_end|1|8|Unexpected end-of-input within/between Object entries",
                "{\"a\":\"b|unexpected_end|1|8|Unexpected end-of-input: was expecting closing quote for a string value",
                "[1,2|unexpected_end|1|5|Unexpected end-of-input: expected close marker for Array",
                "-|unexpected_end|1|2|Unexpected end-of-input: No digit following sign",
                "{} {}|trailing_content|1|4|content after the end of the document",
                "{}}|trailing_content|1|3|content after the end of the document",
                "{}é|trailing_content|1|3|content after the end of the document",
                "{},|trailing_content|1|3|content after the end of the document",
                "[] x|trailing_content|1|4|content after the end of the document",
                "{}1e|trailing_content|1|3|content after the end of the document",
                "[1]-|trailing_content|1|4|content after the end of the document",
                "{\"a\":1.}|syntax|1|8|Unexpected character ('}' (code 125)) in numeric value: Decimal point not followed by a digit",
                "{\"a\":-x}|syntax|1|7|Unexpected character ('x' (code 120)) in numeric value: expected digit (0-9) to follow minus sign, for valid numeric value",
                "{\"a\":1.5e+é}|syntax|1|11|Unexpected character ('é' (code 233)) in numeric value: Exponent indicator not followed by a digit",
                "{\"a\":+1}|syntax|1|6|Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus signs",
                "1 2|trailing_content|1|3|content after the end of the document",
                "{}//|trailing_content|1|3|content after the end of the document",
                "[]|not_an_object|1|1|the document is an array, not an object",
                "\"x\"|not_an_object|1|1|the document is a scalar, not an object",
                "-0.5e+3|not_an_object|1|1|the document is a scalar, not an object",
                "null|not_an_object|1|1|the document is a scalar, not an object"
            })
    void anErrorHasATypeAPlaceAndAReason(String document, String type, int line, int column, String reason) {
        assertError(document, DecodeErrorType.valueOf(type.toUpperCase(Locale.ROOT)), reason, line, column);
    }

    @Test
    void linesAreCountedAndColumnsAreBytes() {
        assertError(
                "{\n\n  \"é\": x}",
                DecodeErrorType.SYNTAX,
                "Unrecognized token 'x': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
                3,
                9);
        assertError("{}\r\n\n x", DecodeErrorType.TRAILING_CONTENT, "content after the end of the document", 3, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nul",
                "nulx",
                "True",
                "tru",
                "Infinity",
                "-Infinity",
                "undefined",
                "'a'",
                "\"a",
                "1.",
                "1e",
                "01",
                "+1",
                "-",
                "--1",
                "[1",
                "]"
            })
    void aBrokenScalarOrArrayIsNoMereNonObject(String document) {
        assertThat(errorType(document)).isIn(DecodeErrorType.SYNTAX, DecodeErrorType.UNEXPECTED_END);
    }

    @Test
    void aNulByteAfterTheDocumentIsTrailingContent() {
        assertThat(errorType("{}\0")).isEqualTo(DecodeErrorType.TRAILING_CONTENT);
        assertThat(errorType("\0{}")).isEqualTo(DecodeErrorType.SYNTAX);
    }

    @Test
    void halfASurrogatePairIsAllowedInNamesAndValuesAlike() {
        assertThat(decode("{\"\\uDFAA\":0}")).satisfies(event(null, null));
        assertThat(decode("{\"a\":\"\\uDFAA\"}")).satisfies(event(null, null));
        assertThat(decode("{\"\\ud83d\":0,\"event_id\":\"\\\\ud83d\",\"event_type\":\"\\ud83d\\ude00\"}"))
                .satisfies(event("\\ud83d", "\ud83d\ude00"));
        assertError("{\"\\uDFAA\":0x}", DecodeErrorType.SYNTAX, "Unexpected character ('x' (code 120))", 1, 12);
    }

    @Test
    void anEscapeHasAsciiDigitsOnly() {
        String expected = "expected a hex-digit for character escape sequence";
        // The lower eight bits of U+0263 are those of the digit c, and those of U+1D463's two halves are 5 and c.
        assertError(
                "{\"a\":\"é\\u043\u0263\"}",
                DecodeErrorType.SYNTAX,
                "Unexpected character ('\u0263' (code 611 / 0x263)): " + expected,
                1,
                14);
        assertError(
                "[\"\\u04\ud835\udc63\"] x",
                DecodeErrorType.SYNTAX,
                "Unexpected character ('\ud835\udc63' (code 119907 / 0x1d463)): " + expected,
                1,
                7);
        assertError(
                "{\"a\":0x,\"\\u006\u0263\":1}", DecodeErrorType.SYNTAX, "Unexpected character ('x' (code 120))", 1, 7);
        assertThat(errorType("{} \"\\u006\u0263\"")).isEqualTo(DecodeErrorType.TRAILING_CONTENT);
        assertThat(decode("{\"event_id\":\"\\\\u006\u0263\\u0063\u0263\"}"))
                .satisfies(event("\\u006\u0263c\u0263", null));
    }

    @Test
    void aRawControlCharacterInAStringIsAnError() {
        for (char control = 0; control < ' '; control++) {
            assertThat(errorType("{\"a\":\"" + control + "\"}")).isEqualTo(DecodeErrorType.SYNTAX);
            assertThat(errorType("{\"" + control + "\":1}")).isEqualTo(DecodeErrorType.SYNTAX);
        }
        assertThat(decode("{\"a\":\"\u007f\u0085\u2028\"}")).isInstanceOf(Event.class);
    }

    static List<byte[]> noUtf8() {
        return List.of(
                new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xC0, (byte) 0xAF, '"', ':', '1', '}'}, // overlong
                new byte[] {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'}, // surrogate
                new byte[] {'{', '"', (byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80, '"', ':', '1', '}'},
                new byte[] {'{', '"', (byte) 0xE2, (byte) 0x82, '"', ':', '1', '}'},
                new byte[] {'{', '}', (byte) 0xC3});
    }

    @ParameterizedTest
    @MethodSource("noUtf8")
    void malformedUtf8IsAnErrorAtItsFirstByte(byte[] value) {
        String reason = "byte 0x%02x begins no UTF-8 character".formatted(value[2] & 0xFF);

        assertError(value, DecodeErrorType.INVALID_UTF8, reason, 1, 3);
    }

    @Test
    void malformedUtf8IsFoundOnItsLine() {
        byte[] value = "{\n\n  \"a\": \"?\"}".getBytes(UTF_8);
        value[value.length - 3] = (byte) 0x80;

        assertError(value, DecodeErrorType.INVALID_UTF8, "byte 0x80 begins no UTF-8 character", 3, 9);
    }

    @Test
    void otherEncodingsAreErrors() {
        for (Charset charset : List.of(
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16,
                Charset.forName("UTF-32BE"),
                Charset.forName("UTF-32LE"))) {
            assertThat(decoder.decode("{\"a\":1}".getBytes(charset))).isInstanceOf(Error.class);
        }
    }

    @Test
    void bombsAreErrorsThatNameTheirLimit() {
        assertError(
                "[".repeat(100_000),
                DecodeErrorType.LIMIT_EXCEEDED,
                "Document nesting depth (501) exceeds the maximum allowed (500)",
                0,
                0);
        assertThat(errorType("{\"a\":".repeat(100_000))).isEqualTo(DecodeErrorType.LIMIT_EXCEEDED);
        assertError(
                "{\"a\":" + "1".repeat(10_000) + "}",
                DecodeErrorType.LIMIT_EXCEEDED,
                "Number value length (10000) exceeds the maximum allowed (1000)",
                0,
                0);
        assertError(
                "{\"" + "n".repeat(60_000) + "\":1}",
                DecodeErrorType.LIMIT_EXCEEDED,
                "Name length (60000) exceeds the maximum allowed (50000)",
                0,
                0);
        assertError(
                new byte[16 * 1024 * 1024 + 1],
                DecodeErrorType.LIMIT_EXCEEDED,
                "document longer than 16777216 bytes",
                0,
                0);
    }

    /** Only these become strings. A string that is passed over may be as long as the document. */
    @Test
    void anIdOrATypeThatCouldFillTheHeapIsRefused() {
        String text = "\\n" + "\u0100".repeat(1_000_000);
        for (String name : List.of("event_id", "event_type")) {
            assertThat(decode("{\"" + name + "\":\"" + text + "\"}"))
                    .isInstanceOfSatisfying(
                            Error.class, error -> assertThat(error.type()).isEqualTo(DecodeErrorType.LIMIT_EXCEEDED));
        }
        assertThat(decode("{\"a\":\"" + text + "\"}")).isInstanceOf(Event.class);
    }

    @Test
    void whatIsLargeWithinTheLimitsIsDecoded() {
        String text = "x".repeat(1_000_000);
        assertThat(decode("{\"event_id\":\"" + text + "\"}")).satisfies(event(text, null));
        assertThat(decode("{\"a\":" + "[".repeat(499) + "]".repeat(499) + "}")).isInstanceOf(Event.class);
        assertThat(decode("{\"a\":" + "1".repeat(1_000) + "}")).isInstanceOf(Event.class);
        assertThat(decode("{\"a\":-1.5E+99999999999}")).isInstanceOf(Event.class);
    }
}
