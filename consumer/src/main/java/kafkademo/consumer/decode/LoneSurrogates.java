package kafkademo.consumer.decode;

import java.nio.CharBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Half of a surrogate pair, written as an escape such as {@code \}{@code uD800}. RFC 8259 allows it in names and values alike;
 * Jackson allows it in values only.
 */
final class LoneSurrogates {
    /** Any escape. Group 1 is the escape of half a pair, without its backslash. */
    private static final Pattern ESCAPE =
            Pattern.compile("(?s)\\\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\\\u[dD][c-fC-F][0-9a-fA-F]{2}"
                    + "|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)");

    private static final String REPLACEMENT = "uFFFD";

    private LoneSurrogates() {}

    /**
     * Replaces each of them in place by the escape of U+FFFD. It is as long, so all else stays where it is.
     *
     * @return whether there was one
     */
    static boolean replace(CharBuffer text) {
        boolean found = false;
        Matcher escape = ESCAPE.matcher(text);
        while (escape.find()) {
            if (escape.start(1) >= 0) {
                REPLACEMENT.getChars(0, REPLACEMENT.length(), text.array(), escape.start(1));
                found = true;
            }
        }
        return found;
    }
}
