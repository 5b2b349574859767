package kafkademo.common.log;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** An independent reader of log lines, strict: whatever is out of place throws. */
final class Logfmt {
    private final String text;
    private int at;

    private Logfmt(String text) {
        this.text = text;
    }

    /** The pairs of a line that starts with {@code message}, quoted values without their quotes but still escaped. */
    static Map<String, String> pairs(String message, String line) {
        Logfmt reader = new Logfmt(line);
        reader.expect(message);
        Map<String, String> pairs = new LinkedHashMap<>();
        while (reader.at < line.length()) {
            reader.expect(" ");
            String key = reader.until("=");
            reader.expect("=");
            if (pairs.put(key, reader.value()) != null) {
                throw new AssertionError("twice: " + key);
            }
        }
        return pairs;
    }

    private String value() {
        if (!text.startsWith("\"", at)) {
            String bare = until(" ");
            if (bare.isEmpty() || bare.matches(".*[\"=\\\\].*")) {
                throw new AssertionError("not to be written bare: " + bare);
            }
            return bare;
        }
        int start = ++at;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return text.substring(start, at++);
    }

    private String until(String end) {
        int start = at;
        int found = text.indexOf(end, at);
        at = found < 0 ? text.length() : found;
        return text.substring(start, at);
    }

    private void expect(String expected) {
        if (!text.startsWith(expected, at)) {
            throw new AssertionError("expected " + expected + " at " + at + " of " + text);
        }
        at += expected.length();
    }

    /** A text as it was before it was escaped. */
    static String unescaped(String escaped) {
        StringBuilder result = new StringBuilder();
        for (int at = 0; at < escaped.length(); at++) {
            char c = escaped.charAt(at);
            if (c != '\\') {
                result.append(c);
                continue;
            }
            char kind = escaped.charAt(++at);
            switch (kind) {
                case '"', '\\' -> result.append(kind);
                case 'n' -> result.append('\n');
                case 'r' -> result.append('\r');
                case 't' -> result.append('\t');
                case 'u' -> {
                    result.append((char) HexFormat.fromHexDigits(escaped, at + 1, at + 5));
                    at += 4;
                }
                default -> throw new AssertionError("no escape: \\" + kind);
            }
        }
        return result.toString();
    }

    /** Bytes as they were before they were escaped: a text in UTF-8, with {@code \xNN} where they were none. */
    static byte[] unescapedBytes(String escaped) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int textStart = 0;
        for (int at = 0; at < escaped.length(); at++) {
            if (escaped.charAt(at) != '\\') {
                continue;
            }
            if (escaped.charAt(++at) == 'x') {
                result.writeBytes(
                        unescaped(escaped.substring(textStart, at - 1)).getBytes(StandardCharsets.UTF_8));
                result.write(HexFormat.fromHexDigits(escaped, at + 1, at + 3));
                textStart = at + 3;
            }
        }
        result.writeBytes(unescaped(escaped.substring(textStart)).getBytes(StandardCharsets.UTF_8));
        return result.toByteArray();
    }
}
