package kafkademo.consumer.decode;

import java.nio.CharBuffer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;

/** What a parser's exception says about the document, without what it says about the parser. */
final class Reasons {
    private static final String END = "Unexpected end-of-input";

    /** The source of a limit, or a clause that names one of Jackson's features or describes its source, and all that follows. */
    private static final Pattern ASIDE =
            Pattern.compile(", from `[^`]*`|(?::| \\()[^,:(]*(?:`[A-Z]|\\[Source|Feature ').*");

    /** The most frequent aside, which a plain search finds sooner. */
    private static final String START_MARKER = " (start marker at [Source";

    /** Some messages lack the colon here. */
    private static final Pattern JOINED_TO_END = Pattern.compile("^" + END + "(?=\\w)");

    private static final String IN_NUMBER = " in numeric value: ";
    private static final String OF_NUMBERS = "0123456789+-.eE";

    /** The beginning of a number. */
    private static final Pattern NUMBER =
            Pattern.compile("-?(?:\\d++(?:\\.(?:\\d++(?:[eE][+-]?\\d*+)?)?|[eE][+-]?\\d*+)?)?");

    private Reasons() {}

    /** Returns the error in words. */
    static String of(JacksonException e) {
        String message = e.getOriginalMessage();
        int startMarker = message.indexOf(START_MARKER);
        if (startMarker >= 0) {
            return message.substring(0, startMarker);
        }
        if (message.startsWith(END)) {
            message = JOINED_TO_END.matcher(message).replaceFirst(END + ": ");
        }
        // Most messages have no aside, and a plain search is cheaper than the pattern.
        boolean mayHaveAside = message.contains("`") || message.contains("Feature '");
        return mayHaveAside ? ASIDE.matcher(message).replaceFirst("") : message;
    }

    /** Returns whether the document ended too early. Jackson always says so in the message, by the exception's type only sometimes. */
    static boolean isEnd(JacksonException e) {
        return e.getOriginalMessage().startsWith(END);
    }

    /** Returns the offset of the error in characters. */
    static int offset(JacksonException e, CharBuffer text) {
        int offset = (int) e.getLocation().getCharOffset();
        if (!e.getOriginalMessage().contains(IN_NUMBER)) {
            return offset;
        }
        // Jackson points to somewhere in the number; the error is where the number ceases to be one.
        int start = offset;
        while (start > 0 && OF_NUMBERS.indexOf(text.get(start - 1)) >= 0) {
            start--;
        }
        Matcher number = NUMBER.matcher(text).region(start, text.length());
        return number.lookingAt() ? Math.min(number.end(), text.length() - 1) : offset;
    }
}
