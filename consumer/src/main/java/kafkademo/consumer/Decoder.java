package kafkademo.consumer;

import kafkademo.common.Utf8;
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

    /** @param value a record's value, {@code null} included */
    public Decoded decode(byte[] value) {
        if (value == null) {
            return new Decoded.Error(DecodeErrorType.NULL_VALUE);
        }
        if (value.length == 0) {
            return new Decoded.Error(DecodeErrorType.EMPTY);
        }
        if (value.length > StrictJson.MAX_DOCUMENT_BYTES) {
            return new Decoded.Error(DecodeErrorType.LIMIT_EXCEEDED);
        }
        if (Utf8.firstMalformed(value) >= 0) {
            return new Decoded.Error(DecodeErrorType.INVALID_UTF8);
        }
        try (JsonParser parser = StrictJson.terseParser(value)) {
            return read(parser);
        } catch (StreamConstraintsException e) {
            return new Decoded.Error(DecodeErrorType.LIMIT_EXCEEDED);
        } catch (JacksonException e) {
            // After a comma Jackson tells the end by its text alone, not by UnexpectedEndOfInputException.
            boolean ended = e.getOriginalMessage().startsWith(StrictJson.END_OF_INPUT);
            return new Decoded.Error(ended ? DecodeErrorType.UNEXPECTED_END : DecodeErrorType.SYNTAX);
        }
    }

    private static Decoded read(JsonParser parser) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return new Decoded.Error(DecodeErrorType.EMPTY);
        }
        Decoded decoded = first == JsonToken.START_OBJECT ? readObject(parser) : readOther(parser);
        return endsHere(parser) ? decoded : new Decoded.Error(DecodeErrorType.TRAILING_CONTENT);
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

    private static Decoded readOther(JsonParser parser) {
        parser.skipChildren();
        parser.finishToken();
        return new Decoded.Error(DecodeErrorType.NOT_AN_OBJECT);
    }

    private static boolean endsHere(JsonParser parser) {
        try {
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }
}
