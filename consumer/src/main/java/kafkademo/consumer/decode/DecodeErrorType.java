package kafkademo.consumer.decode;

import java.util.Locale;

/** The kinds of decode errors: few and fixed, so that they can be counted. */
public enum DecodeErrorType {
    /** The record has no value at all. */
    NULL_VALUE,
    /** The value is zero bytes long, or white space only. */
    EMPTY,
    /** The value is not well-formed UTF-8. */
    INVALID_UTF8,
    /** The document ends before it is complete. */
    UNEXPECTED_END,
    /** Something other than white space follows the document. */
    TRAILING_CONTENT,
    /** The document is nested too deeply, or it or a number or name in it is too long. */
    LIMIT_EXCEEDED,
    /** The document is valid JSON, but not an object. */
    NOT_AN_OBJECT,
    /** The document breaks another rule of RFC 8259. */
    SYNTAX;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** Returns the type as log lines show it, for example {@code invalid_utf8}. */
    public String label() {
        return label;
    }
}
