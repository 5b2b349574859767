package kafkademo.consumer.decode;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import kafkademo.consumer.decode.Decoded.Error;
import kafkademo.consumer.decode.Decoded.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/**
 * Decodes a record's value as strictly as RFC 8259 allows: the value must be one JSON object in well-formed UTF-8, with no byte
 * order mark and nothing after it. Duplicate names are allowed; the last one counts. An object whose content is not as agreed is an
 * event all the same, and says so.
 *
 * <p>Bad data never throws: it is an {@link Error}. The document is read token by token without building a tree, so deep nesting
 * cannot exhaust the stack. A decoder reuses a buffer, so each thread needs its own.
 */
public final class Decoder {
    /** Far above what a broker accepts by default (1 MiB), far below what would fill the heap. */
    static final int MAX_DOCUMENT_BYTES = 16 * 1024 * 1024;

    /** Far more than an event has; the names of all could fill the heap. */
    static final int MAX_MEMBERS = 100;

    private static final int BUFFERED_CHARACTERS = 32 * 1024;
    private static final String EVENT_ID = "event_id";
    static final String EVENT_TYPE = "event_type";

    private static final JsonFactory JSON = JsonFactory.builder()
            // All parsers of a factory share its table of names, so one document's names could change the verdict on
            // the next.
            .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
            .recyclerPool(JsonRecyclerPools.threadLocalPool())
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(500)
                    .maxNumberLength(1_000)
                    .maxNameLength(50_000)
                    // Only the id and the type become strings; a longer one could fill the heap.
                    .maxStringLength(1_000_000)
                    .build())
            .build();

    /** Any escape. Group 1 is the escape of half a surrogate pair, without its backslash. */
    private static final Pattern ESCAPE =
            Pattern.compile("(?s)\\\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}"
                    + "|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)");

    private static final String REPLACEMENT = "uFFFD";

    /** Any escape. Group 1 is what stands in the place of a digit and is not ASCII. */
    private static final Pattern ESCAPE_WITH_FOREIGN_DIGIT =
            Pattern.compile("(?s)\\\\(?:u[0-9a-fA-F]{0,3}([^\\x00-\\x7f])|.)");

    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final Map<String, JsonToken> members = new HashMap<>();
    private final CharBuffer buffer = CharBuffer.allocate(BUFFERED_CHARACTERS);

    /**
     * Returns the verdict on a value.
     *
     * @param value a record's value, {@code null} included
     */
    public Decoded decode(byte[] value) {
        if (value == null) {
            return placeless(DecodeErrorType.NULL_VALUE, "null value");
        }
        if (value.length == 0) {
            return placeless(DecodeErrorType.EMPTY, "empty value");
        }
        if (value.length > MAX_DOCUMENT_BYTES) {
            return placeless(DecodeErrorType.LIMIT_EXCEEDED, "document longer than " + MAX_DOCUMENT_BYTES + " bytes");
        }
        ByteBuffer bytes = ByteBuffer.wrap(value);
        CharBuffer text = value.length <= buffer.capacity() ? buffer.clear() : CharBuffer.allocate(value.length);
        boolean malformed = utf8.reset().decode(bytes, text, true).isError();
        text.flip();
        if (malformed) {
            String reason = "byte 0x" + HexFormat.of().toHexDigits(bytes.get()) + " begins no UTF-8 character";
            return error(DecodeErrorType.INVALID_UTF8, reason, text, text.length());
        }
        int foreignDigit = text.length() < value.length ? foreignDigit(text) : -1;
        return foreignDigit < 0 ? parse(text, true) : refuse(text, foreignDigit);
    }

    /**
     * Returns where the first character that is not ASCII stands in the place of an escape's digit, or -1. Jackson looks at the
     * lower eight bits of such a character, and takes some for a digit.
     */
    private static int foreignDigit(CharBuffer text) {
        Matcher escape = ESCAPE_WITH_FOREIGN_DIGIT.matcher(text).region(firstEscape(text), text.length());
        while (escape.find()) {
            if (escape.start(1) >= 0) {
                return escape.start(1);
            }
        }
        return -1;
    }

    /** Returns the error in a document with such a digit, unless it has one before that. */
    private Decoded refuse(CharBuffer text, int foreignDigit) {
        int digit = Character.codePointAt(text.array(), foreignDigit, text.length());
        Decoded before = parse(text.limit(foreignDigit), true);
        if (before instanceof Error error && error.type() != DecodeErrorType.UNEXPECTED_END) {
            return error;
        }
        String reason = "Unexpected character ('" + Character.toString(digit) + "' (code " + digit + " / 0x"
                + Integer.toHexString(digit) + ")): expected a hex-digit for character escape sequence";
        return error(DecodeErrorType.SYNTAX, reason, text, foreignDigit);
    }

    private Decoded parse(CharBuffer text, boolean firstLook) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text.array(), 0, text.length())) {
            return read(parser, text);
        } catch (StreamConstraintsException e) {
            return placeless(DecodeErrorType.LIMIT_EXCEEDED, Reasons.of(e));
        } catch (JacksonException e) {
            if (firstLook && replaceLoneSurrogates(text)) {
                return parse(text, false);
            }
            DecodeErrorType type = Reasons.isEnd(e) ? DecodeErrorType.UNEXPECTED_END : DecodeErrorType.SYNTAX;
            return error(type, Reasons.of(e), text, Reasons.offset(e, text));
        } catch (RuntimeException e) {
            return placeless(DecodeErrorType.LIMIT_EXCEEDED, "the parser cannot cope with this document");
        }
    }

    /**
     * Replaces each escape of half a surrogate pair by that of U+FFFD, in place and of the same length. RFC 8259 allows half a
     * pair in names and values alike; Jackson allows it in values only. Returns whether there was one.
     */
    private static boolean replaceLoneSurrogates(CharBuffer text) {
        boolean found = false;
        Matcher escape = ESCAPE.matcher(text).region(firstEscape(text), text.length());
        while (escape.find()) {
            if (escape.start(1) >= 0) {
                REPLACEMENT.getChars(0, REPLACEMENT.length(), text.array(), escape.start(1));
                found = true;
            }
        }
        return found;
    }

    /** Most documents have no escape, and a pattern takes far longer to find that out. */
    private static int firstEscape(CharBuffer text) {
        int first = 0;
        while (first < text.length() && text.array()[first] != '\\') {
            first++;
        }
        return first;
    }

    private Decoded read(JsonParser parser, CharBuffer text) {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return placeless(DecodeErrorType.EMPTY, "only white space");
        }
        Event event = null;
        if (first == JsonToken.START_OBJECT) {
            event = readEvent(parser);
        } else {
            parser.skipChildren();
            parser.finishToken();
        }
        int next = skipSpace(text, (int) parser.currentLocation().getCharOffset());
        if (next < text.length()) {
            return error(DecodeErrorType.TRAILING_CONTENT, "content after the end of the document", text, next);
        }
        if (event == null) {
            String found = first == JsonToken.START_ARRAY ? "an array" : "a scalar";
            return new Error(DecodeErrorType.NOT_AN_OBJECT, "the document is " + found + ", not an object", 1, 1);
        }
        return event;
    }

    private Event readEvent(JsonParser parser) {
        members.clear();
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
            if (members.size() < MAX_MEMBERS) {
                members.put(name, value);
            }
            parser.skipChildren();
        }
        return new Event(eventId, eventType, Expectation.unmetBy(eventType, members));
    }

    private static int skipSpace(CharBuffer text, int from) {
        int at = from;
        while (at < text.length() && " \t\n\r".indexOf(text.get(at)) >= 0) {
            at++;
        }
        return at;
    }

    private static Error placeless(DecodeErrorType type, String reason) {
        return new Error(type, reason, 0, 0);
    }

    /** Turns an offset in characters into a line and a column in bytes. */
    private static Error error(DecodeErrorType type, String reason, CharBuffer text, int offset) {
        char[] characters = text.array();
        int line = 1;
        int column = 1;
        for (int at = 0; at < offset; at++) {
            char character = characters[at];
            if (character == '\n' || character == '\r' && !(at + 1 < text.length() && characters[at + 1] == '\n')) {
                line++;
                column = 1;
            } else {
                column += utf8Length(character);
            }
        }
        return new Error(type, reason, line, column);
    }

    /** Returns the bytes that a character takes; half of a surrogate pair takes two of the pair's four. */
    private static int utf8Length(char character) {
        if (character < 0x80) {
            return 1;
        }
        return character < 0x800 || Character.isSurrogate(character) ? 2 : 3;
    }
}
