package kafkademo.common.log;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;

/**
 * A log line in the making: a message, then fields. Values are untrusted, so a value can neither end the line, nor forge a
 * field, nor drive a terminal: whatever could is quoted and escaped.
 */
public abstract class LogLine {
    /** The ASCII characters that need no quotes in any format. */
    private static final boolean[] PLAIN = plainCharacters();

    final StringBuilder text = new StringBuilder(256);
    final Logger logger;
    final Level level;

    LogLine(Logger logger, Level level) {
        this.logger = logger;
        this.level = level;
    }

    /** Begins a text line that goes elsewhere than to a log: {@link #toString} returns it. */
    public static LogLine text(String message) {
        return new TextLine(NOPLogger.NOP_LOGGER, Level.INFO, message);
    }

    /** Adds a text whose length is known to be small; {@code null} is left out. */
    public LogLine add(String key, String value) {
        return add(key, value, Integer.MAX_VALUE);
    }

    /**
     * Adds a text; {@code null} is left out.
     *
     * @param maxLength the most characters to write between the quotes; a longer value ends in an ellipsis
     */
    public LogLine add(String key, String value, int maxLength) {
        if (value != null) {
            key(key);
            if (value.length() <= maxLength && isPlain(value)) {
                plain(value);
            } else {
                Quoted.append(text, value, maxLength);
            }
        }
        return this;
    }

    /**
     * Adds bytes, read as UTF-8; {@code null} is left out. A byte that is not UTF-8 is shown as {@code \xNN}.
     *
     * @param maxLength the most characters to write between the quotes; a longer value ends in an ellipsis
     */
    public LogLine add(String key, byte[] value, int maxLength) {
        if (value == null) {
            return this;
        }
        String plain = value.length <= maxLength ? new String(value, StandardCharsets.ISO_8859_1) : "";
        key(key);
        if (isPlain(plain)) {
            plain(plain);
        } else {
            Quoted.append(text, value, maxLength);
        }
        return this;
    }

    public LogLine add(String key, long value) {
        key(key);
        whole(key, value);
        return this;
    }

    /** Adds a finite number, with three decimals at most, but with four digits of a tiny one. */
    public LogLine add(String key, double value) {
        BigDecimal number = BigDecimal.valueOf(value);
        BigDecimal rounded = number.setScale(3, RoundingMode.HALF_UP);
        if (rounded.signum() == 0) {
            rounded = number.round(new MathContext(4));
        }
        key(key);
        decimal(rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros());
        return this;
    }

    /** Adds the ids of the trace that a record belongs to; {@code null} is left out. */
    public LogLine add(TraceContext trace) {
        return trace == null ? this : add("trace_id", trace.traceId()).add("span_id", trace.spanId());
    }

    abstract void key(String key);

    /** Appends a value that needs neither quotes nor escapes. */
    abstract void plain(String value);

    abstract void whole(String key, long value);

    abstract void decimal(BigDecimal value);

    /** Writes the finished line. */
    abstract void write();

    @Override
    public String toString() {
        return text.toString();
    }

    /** Returns the value as it stands on a line, but always in quotes. */
    public static String quoted(String value) {
        StringBuilder text = new StringBuilder();
        Quoted.append(text, value, Integer.MAX_VALUE);
        return text.toString();
    }

    /** Returns the value as it stands on a line between quotes. */
    public static String escaped(String value) {
        String quoted = quoted(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Returns the value as it stands on a text line, in quotes if it needs them, cut like {@link #add(String, String, int)}. */
    public static String shortened(String value, int maxLength) {
        return text("").add("", value, maxLength).toString().substring(" =".length());
    }

    private static boolean isPlain(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c >= PLAIN.length || !PLAIN[c]) {
                return false;
            }
        }
        return !value.isEmpty();
    }

    private static boolean[] plainCharacters() {
        boolean[] plain = new boolean[0x7F];
        Arrays.fill(plain, ' ' + 1, plain.length, true);
        for (char special : new char[] {'"', '=', '\\'}) {
            plain[special] = false;
        }
        return plain;
    }
}
