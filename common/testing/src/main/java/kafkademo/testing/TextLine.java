package kafkademo.testing;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the text log as the services promise it, read strictly. A service's own line is logfmt as parsers such as Loki's
 * demand: its message has no quote or equals sign, and its values have the escapes of JSON only. A line of a library, whose
 * logger's name has a dot, is all message.
 */
public record TextLine(OffsetDateTime time, String level, String logger, String message, Map<String, String> fields) {
    private static final Pattern LINE =
            Pattern.compile("([0-9]{4}-\\S+) (TRACE|DEBUG|INFO|WARN|ERROR) ([\\w.]+) - (.+)");
    private static final Pattern KEY = Pattern.compile(" [a-z][a-z0-9_]*=");
    // Possessive, so that a long value does not exhaust the stack.
    private static final Pattern PAIR =
            Pattern.compile(" ([a-z][a-z0-9_]*)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([!-~&&[^\"'=\\\\]]+))");
    private static final Pattern UNREADABLE = Pattern.compile("[\"'=\ufffd]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([\"\\\\nrt])|u([0-9a-f]{4})|(.))");

    /** @throws IllegalArgumentException if the line departs from the form */
    public static TextLine parse(String line) {
        if (CONTROL.matcher(line).find()) {
            throw new IllegalArgumentException("control character: " + line);
        }
        Matcher head = LINE.matcher(line);
        if (!head.matches()) {
            throw new IllegalArgumentException("not a log line: " + line);
        }
        String logger = head.group(3);
        String text = head.group(4);
        Matcher key = KEY.matcher(text);
        int end = !logger.contains(".") && key.find() ? key.start() : text.length();
        String message = text.substring(0, end);
        if (!logger.contains(".") && UNREADABLE.matcher(message).find()) {
            throw new IllegalArgumentException("the message is not logfmt: " + line);
        }
        return new TextLine(
                OffsetDateTime.parse(head.group(1)), head.group(2), logger, message, pairs(text.substring(end), line));
    }

    /** Returns whether the line begins as a log line does; if not, a JVM or an agent may have written it. */
    public static boolean isOne(String line) {
        return LINE.matcher(line).matches();
    }

    private static Map<String, String> pairs(String text, String line) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(text);
        int end = 0;
        while (end < text.length()) {
            pair.region(end, text.length());
            if (!pair.lookingAt()) {
                throw new IllegalArgumentException("not logfmt from " + text.substring(end) + ": " + line);
            }
            String value = pair.group(2) == null ? pair.group(3) : unescape(pair.group(2));
            if (pairs.put(pair.group(1), value) != null) {
                throw new IllegalArgumentException(pair.group(1) + " twice: " + line);
            }
            end = pair.end();
        }
        return pairs;
    }

    /** Returns a value that must be there. */
    public String value(String key) {
        String value = fields.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + " in " + this);
        }
        return value;
    }

    /** Returns a value that must be a whole number. */
    public long number(String key) {
        return Long.parseLong(value(key));
    }

    /** Returns a value that must be a number. */
    public double decimal(String key) {
        return Double.parseDouble(value(key));
    }

    /** Returns where the record is that the line tells of. */
    public Position position() {
        return new Position(value("topic"), (int) number("partition"), number("offset"));
    }

    private static String unescape(String quoted) {
        return ESCAPE.matcher(quoted).replaceAll(match -> Matcher.quoteReplacement(meaning(match.group(), quoted)));
    }

    private static String meaning(String escape, String whole) {
        return switch (escape.charAt(1)) {
            case '"', '\\' -> escape.substring(1);
            case 'n' -> "\n";
            case 'r' -> "\r";
            case 't' -> "\t";
            case 'u' -> {
                if (escape.length() != 6) {
                    throw new IllegalArgumentException("incomplete escape " + escape + ": " + whole);
                }
                yield String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
            }
            default -> throw new IllegalArgumentException("unknown escape " + escape + ": " + whole);
        };
    }
}
