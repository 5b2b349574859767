package kafkademo.localstack;

import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A log line as the services promise it. It is read strictly: a message of ours has no quote or equals sign, and values have
 * the escapes of JSON only, as logfmt parsers such as Loki's demand.
 */
record LogfmtLine(OffsetDateTime time, String level, String logger, String message, Map<String, String> values) {
    private static final Pattern LINE = Pattern.compile("(\\S+) (TRACE|DEBUG|INFO|WARN|ERROR) ([\\w.]+) - (.+)");
    private static final Pattern KEY = Pattern.compile(" [a-z][a-z0-9_]*=");
    private static final Pattern PAIR =
            Pattern.compile(" ([a-z][a-z0-9_]*)=(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([!-~&&[^\"'=\\\\]]+))");
    private static final Pattern UNREADABLE = Pattern.compile("[\"'=]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:([\"\\\\nrt])|u([0-9a-f]{4})|(.))");

    static LogfmtLine parse(String line) {
        if (CONTROL.matcher(line).find()) {
            throw new IllegalArgumentException("control character: " + line);
        }
        Matcher head = LINE.matcher(line);
        if (!head.matches()) {
            throw new IllegalArgumentException("not a log line: " + line);
        }
        String text = head.group(4);
        Matcher key = KEY.matcher(text);
        int end = key.find() ? key.start() : text.length();
        Matcher pair = PAIR.matcher(text);
        String message = text.substring(0, end);
        boolean ours = !head.group(3).contains(".");
        if (ours && UNREADABLE.matcher(message).find()) {
            throw new IllegalArgumentException("the message is not logfmt: " + line);
        }
        Map<String, String> values = new LinkedHashMap<>();
        while (end < text.length()) {
            pair.region(end, text.length());
            if (!pair.lookingAt()) {
                throw new IllegalArgumentException("not logfmt from " + text.substring(end) + ": " + line);
            }
            String value = pair.group(2) == null ? pair.group(3) : unescape(pair.group(2));
            if (values.put(pair.group(1), value) != null) {
                throw new IllegalArgumentException(pair.group(1) + " twice: " + line);
            }
            end = pair.end();
        }
        return new LogfmtLine(OffsetDateTime.parse(head.group(1)), head.group(2), head.group(3), message, values);
    }

    /** A value that must be there. */
    String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key + " in " + this);
        }
        return value;
    }

    /** A value that must be a whole number. */
    long number(String key) {
        return Long.parseLong(value(key));
    }

    /** The place of the record that the line tells of. */
    Position position() {
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
            case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
            default -> throw new IllegalArgumentException("unknown escape " + escape + ": " + whole);
        };
    }
}
