package kafkademo.common.log;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The text of one log line: a message, then {@code key=value} pairs in logfmt. A value with anything in it that could be
 * misread (a space, a quote, an equals sign) is quoted, and whatever could break the line or drive a terminal is escaped, so
 * that untrusted text can neither forge a line nor colour one. With {@link LogFormat#JSON} the same as members of a JSON
 * object, which {@link JsonLines} completes.
 */
public final class LogLine {
    private static final String HEX = "0123456789abcdef";
    private static final char ELLIPSIS = '…';

    /** Characters of which a value may consist that needs no quotes. */
    private static final boolean[] PLAIN = plainCharacters();

    private final StringBuilder text = new StringBuilder(256);
    private final LogFormat format;

    private LogLine(LogFormat format) {
        this.format = format;
    }

    /** Starts a line with its message, which is our own fixed text. */
    public static LogLine of(String message) {
        return of(LogFormat.current(), message);
    }

    static LogLine of(LogFormat format, String message) {
        LogLine line = new LogLine(format);
        if (format == LogFormat.JSON) {
            line.text.append(JsonLines.MEMBERS).append("\"message\":\"");
            message.codePoints().forEach(line::escape);
            line.text.append('"');
        } else {
            line.text.append(message);
        }
        return line;
    }

    /** Appends a text whose length is known to be bearable; {@code null} is left out. */
    public LogLine add(String key, String value) {
        return add(key, value, Integer.MAX_VALUE);
    }

    /**
     * Appends a text of any origin; {@code null} is left out. Of a longer one at most {@code maxLength} characters stand
     * between the quotes, the last of them an ellipsis.
     */
    public LogLine add(String key, String value, int maxLength) {
        if (value == null) {
            return this;
        }
        key(key);
        if (format == LogFormat.TEXT && value.length() <= maxLength && isPlain(value)) {
            text.append(value);
        } else {
            text.append('"');
            int start = text.length();
            int fitting = start;
            for (int at = 0; at < value.length() && fitting >= 0; ) {
                int codePoint = value.codePointAt(at);
                at += Character.charCount(codePoint);
                escape(codePoint);
                fitting = fit(start, fitting, maxLength, at < value.length());
            }
            text.append('"');
        }
        return this;
    }

    public LogLine add(String key, long value) {
        if (format.writesAsText(key)) {
            return add(key, String.valueOf(value));
        }
        key(key).append(value);
        return this;
    }

    /** Appends a number with as many decimals as it needs, three at the most, but four digits of a tiny one. */
    public LogLine add(String key, double value) {
        if (!Double.isFinite(value)) {
            key(key).append(format == LogFormat.JSON ? "null" : String.valueOf(value));
            return this;
        }
        BigDecimal number = BigDecimal.valueOf(value);
        BigDecimal rounded = number.setScale(3, RoundingMode.HALF_UP);
        if (rounded.signum() == 0) {
            rounded = number.round(new MathContext(4));
        }
        String plain =
                rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
        key(key).append(plain);
        return this;
    }

    /**
     * Appends bytes of any origin as text: read as UTF-8, a byte that is none shown as {@code \xNN}, and cut like a text.
     */
    public LogLine add(String key, byte[] bytes, int maxLength) {
        key(key);
        if (format == LogFormat.TEXT && bytes.length <= maxLength && isPlain(bytes)) {
            text.append(new String(bytes, StandardCharsets.ISO_8859_1));
            return this;
        }
        text.append('"');
        int start = text.length();
        int fitting = start;
        for (int at = 0; at < bytes.length && fitting >= 0; ) {
            int length = Utf8.sequenceLength(bytes, at);
            if (length == 0) {
                text.append(format == LogFormat.JSON ? "\\\\x" : "\\x")
                        .append(HEX.charAt((bytes[at] >> 4) & 0xF))
                        .append(HEX.charAt(bytes[at] & 0xF));
                at++;
            } else {
                escape(Utf8.codePoint(bytes, at, length));
                at += length;
            }
            fitting = fit(start, fitting, maxLength, at < bytes.length);
        }
        text.append('"');
        return this;
    }

    /**
     * Takes back the last character, for an ellipsis, if with it the value is too long or leaves no room for one that is needed.
     *
     * @param fitting the text's length before that character
     * @return the text's length now, or -1 if the value has been cut
     */
    private int fit(int start, int fitting, int maxLength, boolean moreFollows) {
        int length = text.length() - start;
        if (length > maxLength || length == maxLength && moreFollows) {
            text.setLength(fitting);
            text.append(ELLIPSIS);
            return -1;
        }
        return text.length();
    }

    /** The value as it would stand on a line, always in quotes. */
    public static String quoted(String value) {
        return '"' + escaped(value) + '"';
    }

    /** The value as it would stand on a line of text, in quotes where it needs them, cut like {@link #add(String, String, int)}. */
    public static String shortened(String value, int maxLength) {
        return of(LogFormat.TEXT, "").add("", value, maxLength).toString().substring(" =".length());
    }

    /** The value as it would stand between quotes. */
    public static String escaped(String value) {
        LogLine line = new LogLine(LogFormat.TEXT);
        value.codePoints().forEach(line::escape);
        return line.toString();
    }

    /** Appends the ids of the trace that a record belongs to; {@code null} is left out. */
    public LogLine add(TraceContext trace) {
        return trace == null ? this : add("trace_id", trace.traceId()).add("span_id", trace.spanId());
    }

    private StringBuilder key(String key) {
        return format == LogFormat.JSON
                ? text.append(",\"").append(format.fieldName(key)).append("\":")
                : text.append(' ').append(key).append('=');
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
            if (!isPlain(value.charAt(at))) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static boolean isPlain(byte[] value) {
        for (byte b : value) {
            if (!isPlain((char) (b & 0xFF))) {
                return false;
            }
        }
        return value.length > 0;
    }

    private static boolean isPlain(char c) {
        return c < PLAIN.length && PLAIN[c];
    }

    private static boolean[] plainCharacters() {
        boolean[] plain = new boolean[0x7F];
        Arrays.fill(plain, ' ' + 1, plain.length, true);
        for (char misleading : new char[] {'"', '=', '\\'}) {
            plain[misleading] = false;
        }
        return plain;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
