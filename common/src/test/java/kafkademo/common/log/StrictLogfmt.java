package kafkademo.common.log;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A second, independent reader of logfmt: it accepts what go-logfmt, the parser of Loki, accepts in any of its versions, and
 * escapes of JSON only. Whatever else it meets throws.
 */
final class StrictLogfmt {
    private final String line;
    private final Map<String, String> pairs = new LinkedHashMap<>();
    private int at;

    private StrictLogfmt(String line) {
        this.line = line;
    }

    /** Returns the values by key. A word without a value, such as one of the message, is a key with an empty value. */
    static Map<String, String> parse(String line) {
        StrictLogfmt reader = new StrictLogfmt(line);
        while (reader.at < line.length()) {
            if (line.charAt(reader.at) <= ' ') {
                reader.at++;
            } else {
                String key = reader.bare();
                reader.pairs.put(key, reader.value());
            }
        }
        return reader.pairs;
    }

    private String value() {
        if (at == line.length() || line.charAt(at) != '=') {
            return "";
        }
        at++;
        if (at == line.length() || line.charAt(at) <= ' ') {
            return "";
        }
        String value = line.charAt(at) == '"' ? quoted() : bare();
        if (at < line.length() && line.charAt(at) > ' ') {
            throw refusal("'" + line.charAt(at) + "' after a value");
        }
        return value;
    }

    /** A run of characters up to a space or an equals sign. */
    private String bare() {
        int start = at;
        while (at < line.length() && line.charAt(at) > ' ' && line.charAt(at) != '=') {
            char c = line.charAt(at);
            if (c == '"' || c == '\'' || c == '\ufffd') {
                throw refusal("'" + c + "' outside of quotes");
            }
            at++;
        }
        if (at == start) {
            throw refusal("nothing before '='");
        }
        return line.substring(start, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < line.length()) {
            char c = line.charAt(at++);
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw refusal("a control character in quotes");
            }
            value.append(c == '\\' ? escaped() : c);
        }
        throw refusal("no closing quote");
    }

    private char escaped() {
        char kind = line.charAt(at++);
        return switch (kind) {
            case '"', '\\', '/' -> kind;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseUnsignedInt(line.substring(at, at += 4), 16);
            default -> throw refusal("no escape of JSON: \\" + kind);
        };
    }

    private AssertionError refusal(String why) {
        return new AssertionError(why + " before position " + at + " of: " + line);
    }
}
