package kafkademo.producer.fault;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The ways in which a document can be malformed. Each makes every strict JSON parser (RFC 8259) reject it. */
public enum FaultKind {
    /** The document stops somewhere in the middle; at least its last two bytes are gone. */
    TRUNCATED,
    /** One closing brace is gone. */
    MISSING_CLOSING_BRACE,
    /** One key has no quotes. */
    UNQUOTED_KEY,
    /** One string, key or value, stands in single quotes. */
    SINGLE_QUOTES,
    /** A comma stands before a closing brace or bracket. */
    TRAILING_COMMA,
    /** A space stands where a colon or a comma was. */
    MISSING_SEPARATOR,
    /** A raw control character (U+0000 to U+001F) stands inside a string. */
    CONTROL_CHARACTER,
    /** Bytes that are not UTF-8 stand inside a string. */
    INVALID_UTF8,
    /** Something other than white space follows the document. */
    TRAILING_GARBAGE,
    /** A gateway's error page stands in for the document. */
    HTML_ERROR_PAGE,
    /** There is no byte at all. */
    EMPTY;

    private static final List<String> NAMES =
            Arrays.stream(values()).map(FaultKind::faultName).toList();

    private final String faultName = name().toLowerCase(Locale.ROOT);

    /** The name in the header {@code injected_fault}, for example {@code missing_separator}. */
    public String faultName() {
        return faultName;
    }

    /** The names of all kinds, in order. */
    public static List<String> names() {
        return NAMES;
    }
}
