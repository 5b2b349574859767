package kafkademo.common;

import java.util.Locale;

/**
 * The text of one log line: a message, then {@code key=value} pairs in logfmt. A value with anything in it that could be
 * misread (a space, a quote, an equals sign) is quoted, and whatever could break the line or drive a terminal is escaped, so
 * that untrusted text can neither forge a line nor colour one.
 */
public final class LogLine {
    private static final String HEX = "0123456789abcdef";
    private static final char ELLIPSIS = '…';

    private final StringBuilder text = new StringBuilder(256);

    private LogLine(String message) {
        text.append(message);
    }

    /** Starts a line with its message, which is our own fixed text. */
    public static LogLine of(String message) {
        return new LogLine(message);
    }

    /** Appends a text of any origin; {@code null} is left out. */
    public LogLine add(String key, String value) {
        if (value == null) {
            return this;
        }
        key(key);
        if (isPlain(value)) {
            text.append(value);
        } else {
            quote(value);
        }
        return this;
    }

    public LogLine add(String key, long value) {
        key(key).append(value);
        return this;
    }

    /** Appends a number with as many decimals as it needs, three at the most. */
    public LogLine add(String key, double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return add(key, (long) value);
        }
        String decimal = String.format(Locale.ROOT, "%.3f", value);
        key(key).append(decimal.replaceAll("0+$", ""));
        return this;
    }

    /**
     * Appends bytes of any origin as quoted text: read as UTF-8, a byte that is none shown as {@code \xNN}, and cut so that
     * at most {@code maxLength} characters stand between the quotes, the last of them an ellipsis where something is missing.
     */
    public LogLine add(String key, byte[] bytes, int maxLength) {
        key(key).append('"');
        int start = text.length();
        int lastFitting = start;
        for (int at = 0; at < bytes.length; ) {
            int length = Utf8.sequenceLength(bytes, at);
            if (length == 0) {
                text.append("\\x").append(HEX.charAt((bytes[at] >> 4) & 0xF)).append(HEX.charAt(bytes[at] & 0xF));
                at++;
            } else {
                escape(Utf8.codePoint(bytes, at, length));
                at += length;
            }
            int end = text.length() - start;
            if (end > maxLength || end == maxLength && at < bytes.length) {
                text.setLength(lastFitting);
                text.append(ELLIPSIS);
                break;
            }
            lastFitting = text.length();
        }
        text.append('"');
        return this;
    }

    /** The value as it would stand on a line, always in quotes. */
    static String quoted(String value) {
        LogLine line = new LogLine("");
        line.quote(value);
        return line.toString();
    }

    private StringBuilder key(String key) {
        return text.append(' ').append(key).append('=');
    }

    private void quote(String value) {
        text.append('"');
        value.codePoints().forEach(this::escape);
        text.append('"');
    }

    private void escape(int codePoint) {
        switch (codePoint) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            default -> {
                if (codePoint >= ' ' && codePoint < 0x7F || codePoint >= 0xA0 && isPrintable(codePoint)) {
                    text.appendCodePoint(codePoint);
                } else {
                    for (char unit : Character.toChars(codePoint)) {
                        text.append("\\u");
                        for (int shift = 12; shift >= 0; shift -= 4) {
                            text.append(HEX.charAt((unit >> shift) & 0xF));
                        }
                    }
                }
            }
        }
    }

    /** Format characters can reorder what a reader sees, separators can break a line, the rest has no agreed shape. */
    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    private static boolean isPlain(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c <= ' ' || c >= 0x7F || c == '"' || c == '=' || c == '\\') {
                return false;
            }
        }
        return !value.isEmpty();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
