package kafkademo.producer.fault;

import java.util.Arrays;
import java.util.List;

/** The ways in which a document can be malformed. Each makes every strict JSON parser (RFC 8259) reject it. */
public enum FaultKind {
    /** The document stops somewhere in the middle; at least its last two bytes are gone. */
    TRUNCATED("truncated"),
    /** One closing brace is gone. */
    MISSING_CLOSING_BRACE("missing_closing_brace"),
    /** One key has no quotes. */
    UNQUOTED_KEY("unquoted_key"),
    /** One string, key or value, stands in single quotes. */
    SINGLE_QUOTES("single_quotes"),
    /** A comma stands before a closing brace or bracket. */
    TRAILING_COMMA("trailing_comma"),
    /** A space stands where a colon or a comma was. */
    MISSING_SEPARATOR("missing_separator"),
    /** A raw control character (U+0000 to U+001F) stands inside a string. */
    CONTROL_CHARACTER("control_character"),
    /** Bytes that are not UTF-8 stand inside a string. */
    INVALID_UTF8("invalid_utf8"),
    /** Something other than white space follows the document. */
    TRAILING_GARBAGE("trailing_garbage"),
    /** A gateway's error page stands in for the document. */
    HTML_ERROR_PAGE("html_error_page"),
    /** There is no byte at all. */
    EMPTY("empty");

    private static final List<String> NAMES =
            Arrays.stream(values()).map(FaultKind::faultName).toList();

    private final String faultName;

    FaultKind(String faultName) {
        this.faultName = faultName;
    }

    /** The name in the header {@code injected_fault}, for example {@code missing_separator}. */
    public String faultName() {
        return faultName;
    }

    /** The names of all kinds, in order. */
    public static List<String> names() {
        return NAMES;
    }
}
