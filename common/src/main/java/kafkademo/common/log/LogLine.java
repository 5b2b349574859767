package kafkademo.common.log;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A line in the making: a message, then fields. As text it is logfmt: the message and {@code key=value} pairs. Values are
 * untrusted. A value can neither end the line, nor forge a field, nor drive a terminal: whatever could is quoted and escaped.
 */
public final class LogLine {
    private static final String PARTITION = "partition";

    /** The names of fields in JSON that differ from those in text. */
    private static final Map<String, String> JSON_NAMES = Map.ofEntries(
            Map.entry("topic", "messaging.destination.name"),
            Map.entry(PARTITION, "messaging.destination.partition.id"),
            Map.entry("offset", "messaging.kafka.offset"),
            Map.entry("key", "messaging.kafka.message.key"),
            Map.entry("bytes", "messaging.message.body.size"),
            Map.entry("group", "messaging.consumer.group.name"),
            Map.entry("error_type", "error.type"),
            Map.entry("reason", "error.message"),
            Map.entry("cause", "error.message"),
            Map.entry("trace_id", "trace.id"),
            Map.entry("span_id", "span.id"));

    private final StringBuilder text;
    private final boolean json;

    private LogLine(StringBuilder text, boolean json) {
        this.text = text;
        this.json = json;
    }

    /** Begins a line of text. */
    public static LogLine text(String message) {
        return new LogLine(new StringBuilder(256).append(message), false);
    }

    /** Continues a JSON object, to which a field is added as another member. */
    static LogLine json(StringBuilder object) {
        return new LogLine(object, true);
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
            if (value.length() > maxLength || !plain(value)) {
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
        if (value != null) {
            key(key);
            if (value.length > maxLength || !plain(new String(value, StandardCharsets.ISO_8859_1))) {
                Quoted.append(text, value, maxLength);
            }
        }
        return this;
    }

    /** Adds a whole number. In JSON the number of a partition is a text, since OpenTelemetry defines it so. */
    public LogLine add(String key, long value) {
        key(key);
        if (json && key.equals(PARTITION)) {
            plain(String.valueOf(value));
        } else {
            text.append(value);
        }
        return this;
    }

    /**
     * Adds a decimal number, which must be finite: with three decimals at most, but with four digits if it is tiny. In JSON it
     * always has a decimal point, since a store may take a field's type from the first value it sees.
     */
    public LogLine add(String key, double value) {
        BigDecimal exact = BigDecimal.valueOf(value);
        BigDecimal rounded = exact.setScale(3, RoundingMode.HALF_UP);
        if (rounded.signum() == 0) {
            rounded = exact.round(new MathContext(4));
        }
        BigDecimal shortest = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
        key(key);
        text.append((json && shortest.scale() < 1 ? shortest.setScale(1) : shortest).toPlainString());
        return this;
    }

    /** Adds the ids of the trace that a record belongs to; {@code null} is left out. */
    public LogLine add(TraceContext trace) {
        return trace == null ? this : add("trace_id", trace.traceId()).add("span_id", trace.spanId());
    }

    private void key(String key) {
        if (json) {
            text.append(",\"").append(JSON_NAMES.getOrDefault(key, key)).append("\":");
        } else {
            text.append(' ').append(key).append('=');
        }
    }

    /** Appends the value if it needs no escapes and, in text, no quotes; returns whether it does not. */
    private boolean plain(String value) {
        if (!Quoted.isPlain(value)) {
            return false;
        }
        if (json) {
            text.append('"').append(value).append('"');
        } else {
            text.append(value);
        }
        return true;
    }

    @Override
    public String toString() {
        return text.toString();
    }

    /** Returns the value as it stands on a line, but always in quotes. */
    public static String quoted(String value) {
        StringBuilder quoted = new StringBuilder();
        Quoted.append(quoted, value, Integer.MAX_VALUE);
        return quoted.toString();
    }

    /** Returns the value as it stands on a line between quotes. */
    public static String escaped(String value) {
        String quoted = quoted(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** Returns the value as it stands on a line of text, in quotes if it needs them, cut as by {@link #add(String, String, int)}. */
    public static String shortened(String value, int maxLength) {
        return text("").add("", value, maxLength).toString().substring(" =".length());
    }
}
