package kafkademo.consumer;

import kafkademo.common.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decodes a record's value as strictly as RFC 8259 allows: the whole of it must be one JSON object in well-formed UTF-8, with
 * no byte order mark and nothing after it. Duplicate names are allowed, as the RFC allows them; the last one counts.
 *
 * <p>Bad data never throws: it is a {@link Decoded.Error}. Reads token by token without building a tree, which is what makes it
 * cheap and keeps a deeply nested document from exhausting the stack. Safe for use by several threads.
 */
public final class Decoder {
    /** Far above what a broker accepts by default (1 MiB), far below what would fill the heap. */
    private static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    private static final String EVENT_ID = "event_id";
    private static final String EVENT_TYPE = "event_type";

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

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    // A document in UTF-16 is no UTF-8, even where its bytes happen to be.
                    .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(500)
                            .maxNumberLength(1_000)
                            .maxNameLength(50_000)
                            .maxStringLength(MAX_DOCUMENT_BYTES)
                            .build())
                    .build())
            .build();

    /** @param value a record's value, {@code null} included */
    public Decoded decode(byte[] value) {
        if (value == null) {
            return new Decoded.Error(DecodeErrorType.NULL_VALUE, "null value", 0, 0);
        }
        if (value.length == 0) {
            return new Decoded.Error(DecodeErrorType.EMPTY, "empty value", 0, 0);
        }
        if (value.length > MAX_DOCUMENT_BYTES) {
            return new Decoded.Error(
                    DecodeErrorType.LIMIT_EXCEEDED, "document longer than " + MAX_DOCUMENT_BYTES + " bytes", 0, 0);
        }
        int malformed = Utf8.firstMalformed(value);
        if (malformed >= 0) {
            return errorAt(value, malformed);
        }
        try (JsonParser parser = mapper.createParser(value)) {
            return read(parser, value);
        } catch (StreamConstraintsException e) {
            return error(DecodeErrorType.LIMIT_EXCEEDED, e, value);
        } catch (JacksonException e) {
            // After a comma Jackson tells the end by its text alone, not by UnexpectedEndOfInputException.
            boolean ended = e.getOriginalMessage().startsWith("Unexpected end-of-input");
            return error(ended ? DecodeErrorType.UNEXPECTED_END : DecodeErrorType.SYNTAX, e, value);
        }
    }

    private static Decoded read(JsonParser parser, byte[] value) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new Decoded.Error(DecodeErrorType.EMPTY, "only white space", 0, 0);
        }
        Decoded decoded = first == JsonToken.START_OBJECT ? readObject(parser) : readOther(parser, first);
        try {
            if (parser.nextToken() != null) {
                TokenStreamLocation location = parser.currentTokenLocation();
                return new Decoded.Error(
                        DecodeErrorType.TRAILING_CONTENT,
                        "content after the end of the document",
                        location.getLineNr(),
                        location.getColumnNr());
            }
            return decoded;
        } catch (JacksonException e) {
            return error(DecodeErrorType.TRAILING_CONTENT, e, value);
        }
    }

    private static Decoded readObject(JsonParser parser) {
        String eventId = null;
        String eventType = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(EVENT_ID)) {
                eventId = value == JsonToken.VALUE_STRING ? parser.getString() : null;
            } else if (name.equals(EVENT_TYPE)) {
                eventType = value == JsonToken.VALUE_STRING ? parser.getString() : null;
            }
            parser.skipChildren();
        }
        return new Decoded.Event(eventId, eventType);
    }

    private static Decoded readOther(JsonParser parser, JsonToken first) {
        parser.skipChildren();
        parser.finishToken();
        String found = first == JsonToken.START_ARRAY ? "an array" : first.isScalarValue() ? "a scalar" : "no value";
        return new Decoded.Error(DecodeErrorType.NOT_AN_OBJECT, "the document is " + found + ", not an object", 1, 1);
    }

    private static Decoded.Error error(DecodeErrorType type, JacksonException e, byte[] value) {
        String reason = e.getOriginalMessage().replaceFirst(", from `[^`]*`", "");
        for (String aside : ASIDES) {
            int at = reason.indexOf(aside);
            if (at >= 0) {
                reason = reason.substring(0, at);
            }
        }
        TokenStreamLocation location = e.getLocation();
        return location == null
                ? new Decoded.Error(type, reason, 0, 0)
                : new Decoded.Error(type, reason, location.getLineNr(), firstByteColumn(location, value));
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

    private static Decoded.Error errorAt(byte[] value, int index) {
        int line = 1;
        int lineStart = 0;
        for (int at = 0; at < index; at++) {
            if (value[at] == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
        String reason = String.format("byte 0x%02x begins no UTF-8 character", value[index]);
        return new Decoded.Error(DecodeErrorType.INVALID_UTF8, reason, line, index - lineStart + 1);
    }
}
