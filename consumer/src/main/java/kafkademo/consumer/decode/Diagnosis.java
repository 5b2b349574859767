package kafkademo.consumer.decode;

import java.util.HexFormat;
import java.util.regex.Pattern;
import kafkademo.common.log.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/**
 * What is wrong with a value that does not decode, in words and with its place. It takes a second look at the value, which the
 * {@link Decoder} leaves to whoever has a use for it: most errors are only counted.
 *
 * @param reason the error in words; it may quote the document
 * @param line where the error is, counted from 1; 0 where there is no place to point to
 * @param column likewise, in bytes
 */
public record Diagnosis(String reason, int line, int column) {
    /** Where a limit that is exceeded has been set: in our own code. */
    private static final Pattern SOURCE_OF_LIMIT = Pattern.compile(", from `[^`]*`");

    /** Where Jackson's messages stop telling about the document and begin to tell about Jackson. */
    private static final String[] ASIDES = {
        ": was expecting (JSON",
        ": expected a valid value (JSON",
        " (start marker at",
        " (for ",
        ": enable `",
        ": hexadecimal number literals",
        " (not recognized as one",
        " (consider enabling",
        " in VALUE_",
        " in null"
    };

    /**
     * Finds out what is wrong.
     *
     * @param value a record's value, {@code null} included
     * @param type the type of error that the decoder has found in it
     */
    public static Diagnosis of(byte[] value, DecodeErrorType type) {
        return switch (type) {
            case NULL_VALUE -> placeless("null value");
            case EMPTY -> placeless(value.length == 0 ? "empty value" : "only white space");
            case INVALID_UTF8 -> ofUtf8(value);
            default ->
                value.length > StrictJson.MAX_DOCUMENT_BYTES
                        ? placeless("document longer than " + StrictJson.MAX_DOCUMENT_BYTES + " bytes")
                        : ofJson(value);
        };
    }

    private static Diagnosis placeless(String reason) {
        return new Diagnosis(reason, 0, 0);
    }

    private static Diagnosis ofUtf8(byte[] value) {
        int index = Utf8.firstMalformed(value);
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < index; at++) {
            if (value[at] == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
        String reason = "byte 0x" + HexFormat.of().toHexDigits(value[index]) + " begins no UTF-8 character";
        return new Diagnosis(reason, line, index - lineStart + 1);
    }

    private static Diagnosis ofJson(byte[] value) {
        try (JsonParser parser = StrictJson.explicitParser(value)) {
            JsonToken first = parser.nextToken();
            parser.skipChildren();
            parser.finishToken();
            if (parser.nextToken() == null) {
                return new Diagnosis("the document is " + inWords(first) + ", not an object", 1, 1);
            }
            TokenStreamLocation location = parser.currentTokenLocation();
            return new Diagnosis("content after the end of the document", location.getLineNr(), location.getColumnNr());
        } catch (JacksonException e) {
            return of(e, value);
        }
    }

    private static String inWords(JsonToken token) {
        return token == JsonToken.START_ARRAY ? "an array" : token.isScalarValue() ? "a scalar" : "no value";
    }

    private static Diagnosis of(JacksonException e, byte[] value) {
        String reason = SOURCE_OF_LIMIT.matcher(e.getOriginalMessage()).replaceFirst("");
        for (String aside : ASIDES) {
            int at = reason.indexOf(aside);
            if (at >= 0) {
                reason = reason.substring(0, at);
            }
        }
        TokenStreamLocation location = e.getLocation();
        return location == null
                ? placeless(reason)
                : new Diagnosis(reason, location.getLineNr(), firstByteColumn(location, value));
    }

    /** Of a character of several bytes Jackson's location is the last one. */
    private static int firstByteColumn(TokenStreamLocation location, byte[] value) {
        int column = location.getColumnNr();
        for (long at = location.getByteOffset();
                at > 0 && at < value.length && (value[(int) at] & 0xC0) == 0x80;
                at--) {
            column--;
        }
        return column;
    }
}
