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

    /** The bytes that a shown value stands for: UTF-8, with {@code \xNN} for a byte that is none. */
    static byte[] bytes(String escaped) {
        return restored(unescaped(escaped));
    }

    /** The bytes that a value stands for after its escapes are undone. */
    static byte[] restored(String shown) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        int textStart = 0;
        for (int at = shown.indexOf("\\x"); at >= 0; at = shown.indexOf("\\x", textStart)) {
            result.writeBytes(shown.substring(textStart, at).getBytes(StandardCharsets.UTF_8));
            result.write(HexFormat.fromHexDigits(shown, at + 2, at + 4));
            textStart = at + 4;
        }
        result.writeBytes(shown.substring(textStart).getBytes(StandardCharsets.UTF_8));
        return result.toByteArray();
    }

    /** A text in UTF-8, and half of a surrogate pair as the three bytes that would follow from the same rule. */
    static byte[] bytesOf(String text) {
        ByteArrayOutputStream result = new ByteArrayOutputStream();
        text.codePoints().forEach(codePoint -> {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                result.write(0xE0 | codePoint >> 12);
                result.write(0x80 | codePoint >> 6 & 0x3F);
                result.write(0x80 | codePoint & 0x3F);
            } else {
                result.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
            }
        });
        return result.toByteArray();
    }
}
