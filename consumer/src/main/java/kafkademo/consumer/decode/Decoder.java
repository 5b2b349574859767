package kafkademo.consumer.decode;

import kafkademo.common.log.Utf8;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.exc.StreamConstraintsException;

/**
 * Decodes a record's value as strictly as RFC 8259 allows: the whole of it must be one JSON object in well-formed UTF-8, with
 * no byte order mark and nothing after it. Duplicate names are allowed, as the RFC allows them; the last one counts.
 *
 * <p>Bad data never throws: it is a {@link Decoded.Error}. Reads token by token without building a tree, which is what makes it
 * cheap and keeps a deeply nested document from exhausting the stack. Safe for use by several threads.
 */
public final class Decoder {
    private static final String EVENT_ID = "event_id";
    private static final String EVENT_TYPE = "event_type";

    private static final Decoded.Event NAMELESS = new Decoded.Event(null, null);

    private static final class Names {
        private String eventId;
        private String eventType;
    }

    /** @param value a record's value, {@code null} included */
    public Decoded decode(byte[] value) {
        Names names = new Names();
        DecodeErrorType error = errorIn(value, names);
        return error == null ? new Decoded.Event(names.eventId, names.eventType) : new Decoded.Error(error);
    }

    /** As {@link #decode}, for whoever has no use for an event's names: it has none, and reading them costs nothing. */
    public Decoded judge(byte[] value) {
        DecodeErrorType error = errorIn(value, null);
        return error == null ? NAMELESS : new Decoded.Error(error);
    }

    /** @param names where what is found goes, {@code null} if it is not wanted */
    private static DecodeErrorType errorIn(byte[] value, Names names) {
        if (value == null) {
            return DecodeErrorType.NULL_VALUE;
        }
        if (value.length == 0) {
            return DecodeErrorType.EMPTY;
        }
        if (value.length > StrictJson.MAX_DOCUMENT_BYTES) {
            return DecodeErrorType.LIMIT_EXCEEDED;
        }
        if (Utf8.firstMalformed(value) >= 0) {
            return DecodeErrorType.INVALID_UTF8;
        }
        try (JsonParser parser = StrictJson.terseParser(value)) {
            return read(parser, names);
        } catch (StreamConstraintsException e) {
            return DecodeErrorType.LIMIT_EXCEEDED;
        } catch (JacksonException e) {
            // Jackson always tells the end by its text, by the type of the exception only sometimes.
            boolean ended = e.getOriginalMessage().startsWith(StrictJson.END_OF_INPUT);
            return ended ? DecodeErrorType.UNEXPECTED_END : DecodeErrorType.SYNTAX;
        }
    }

    private static DecodeErrorType read(JsonParser parser, Names names) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return DecodeErrorType.EMPTY;
        }
        boolean isObject = first == JsonToken.START_OBJECT;
        if (isObject && names != null) {
            readNames(parser, names);
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        if (!endsHere(parser)) {
            return DecodeErrorType.TRAILING_CONTENT;
        }
        return isObject ? null : DecodeErrorType.NOT_AN_OBJECT;
    }

    private static void readNames(JsonParser parser, Names names) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (name.equals(EVENT_ID)) {
                names.eventId = value == JsonToken.VALUE_STRING ? parser.getString() : null;
            } else if (name.equals(EVENT_TYPE)) {
                names.eventType = value == JsonToken.VALUE_STRING ? parser.getString() : null;
            }
            parser.skipChildren();
        }
    }

    private static boolean endsHere(JsonParser parser) {
        try {
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
