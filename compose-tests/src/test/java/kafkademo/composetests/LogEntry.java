package kafkademo.composetests;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a service's log, taken apart.
 *
 * @param level for example {@code INFO}; empty if the line is none of the logger's
 * @param message the text before the first {@code key=value}
 * @param fields the pairs; a quoted value stands without its quotes, its escapes as they are
 */
record LogEntry(String level, String message, Map<String, String> fields) {
    private static final Pattern LINE =
            Pattern.compile("\\S+ (?<level>TRACE|DEBUG|INFO|WARN|ERROR) (?<logger>\\S+) - (?<rest>.*)");
    private static final Pattern PAIR =
            Pattern.compile(" (?<key>[a-z0-9_]+)=(?:\"(?<quoted>(?:[^\"\\\\]|\\\\.)*)\"|(?<plain>\\S*))");

    static LogEntry parse(String line) {
        Matcher parts = LINE.matcher(line);
        boolean ours = parts.matches();
        String rest = ours ? parts.group("rest") : line;
        Map<String, String> fields = new LinkedHashMap<>();
        Matcher pair = PAIR.matcher(rest);
        int messageEnd = rest.length();
        for (int at = 0; pair.find(at); at = pair.end()) {
            messageEnd = fields.isEmpty() ? pair.start() : messageEnd;
            fields.put(pair.group("key"), pair.group(pair.group("quoted") == null ? "plain" : "quoted"));
        }
        return new LogEntry(ours ? parts.group("level") : "", rest.substring(0, messageEnd), fields);
    }

    long number(String key) {
        return Long.parseLong(fields.get(key));
    }

    double decimal(String key) {
        return Double.parseDouble(fields.get(key));
    }

    /** Where the record stands that a line is about. */
    Position position() {
        return new Position(fields.get("topic"), (int) number("partition"), number("offset"));
    }
}
