package kafkademo.consumer.decode;

import java.util.Locale;

/** The kinds of decode errors: few and fixed, so that they can be counted. */
public enum DecodeErrorType {
    /** The record has no value at all, as a tombstone has none. */
    NULL_VALUE,
    /** Zero bytes, or white space only. */
    EMPTY,
    /** Bytes that are not well-formed UTF-8. */
    INVALID_UTF8,
    /** The document ends before it is complete. */
    UNEXPECTED_END,
    /** Something other than white space follows the document. */
    TRAILING_CONTENT,
    /** Nested too deeply, or a number, a name or the document too long to be worth reading. */
    LIMIT_EXCEEDED,
    /** Valid JSON, but an array, a string, a number or a literal. */
    NOT_AN_OBJECT,
    /** Anything else that RFC 8259 does not allow. */
    SYNTAX;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The type as it stands on log lines, for example {@code invalid_utf8}. */
    public String label() {
        return label;
    }
}
