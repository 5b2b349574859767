package kafkademo.common.settings;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A setting that a user gives as text: its name, the texts that are allowed and what they mean. The same definition serves the
 * start and every change while the service runs, so that both allow the same values and reject others with the same words.
 *
 * @param parser makes a value of a text that is allowed; from the text of a value, it must make an equal one
 * @param allowed describes the texts that are allowed
 */
public record Setting<T>(String name, Function<String, Optional<T>> parser, String allowed) {
    /** No exponent, no sign, no {@code NaN}: what a person would write for a rate. */
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,30}(\\.\\d{1,30})?");

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,30}");

    private static final Map<String, ChronoUnit> UNITS =
            Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES, "h", ChronoUnit.HOURS);

    private static final Pattern DURATION = Pattern.compile("(-?\\d{1,8})(ms|s|m|h)");

    /** A decimal number from {@code min} to {@code max}, both included. */
    public static Setting<Double> decimal(String name, double min, double max) {
        return new Setting<>(
                name,
                text -> parse(DECIMAL, text, BigDecimal.valueOf(min), BigDecimal.valueOf(max))
                        .map(BigDecimal::doubleValue),
                "a number from " + plain(min) + " to " + plain(max) + ", decimals allowed");
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public static Setting<Long> integer(String name, long min, long max) {
        return new Setting<>(
                name,
                text -> parse(INTEGER, text, BigDecimal.valueOf(min), BigDecimal.valueOf(max))
                        .map(BigDecimal::longValueExact),
                "a whole number from " + min + " to " + max);
    }

    /** A span of time from {@code min} to {@code max}, both included, such as {@code 90s} or {@code -5m}. */
    public static Setting<Duration> duration(String name, Duration min, Duration max) {
        return new Setting<>(
                name,
                text -> parseDuration(text).filter(span -> span.compareTo(min) >= 0 && span.compareTo(max) <= 0),
                "a whole number with its unit, ms, s, m or h, from " + plain(min) + " to " + plain(max));
    }

    private static Optional<Duration> parseDuration(String text) {
        Matcher parts = DURATION.matcher(text);
        return parts.matches()
                ? Optional.of(Duration.of(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2))))
                : Optional.empty();
    }

    private static Optional<BigDecimal> parse(Pattern form, String text, BigDecimal min, BigDecimal max) {
        return Optional.of(text)
                .filter(form.asMatchPredicate())
                .map(BigDecimal::new)
                .filter(number -> number.compareTo(min) >= 0 && number.compareTo(max) <= 0);
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name) {
        return new Setting<>(
                name,
                text -> Optional.of(text)
                        .filter(List.of("true", "false")::contains)
                        .map(Boolean::valueOf),
                "true or false");
    }

    /** One of a few words. */
    public static Setting<String> oneOf(String name, Collection<String> words) {
        return text(name, words::contains, "one of " + String.join(", ", words));
    }

    /**
     * A text that {@code isAllowed}.
     *
     * @param allowed describes these texts
     */
    public static Setting<String> text(String name, Predicate<String> isAllowed, String allowed) {
        return new Setting<>(name, text -> Optional.of(text).filter(isAllowed), allowed);
    }

    /** The value in {@code environment}; empty if there is none or a wrong one, which the environment collects. */
    public Optional<T> read(Environment environment) {
        Optional<String> given = environment.value(name);
        Optional<T> value = given.flatMap(parser);
        if (given.isPresent() && value.isEmpty()) {
            environment.reject(name, given.get(), allowed);
        }
        return value;
    }

    /** As {@link #read(Environment)}, with a default. */
    public T read(Environment environment, T absent) {
        return read(environment).orElse(absent);
    }

    /** The value as a user would write it. */
    public String text(T value) {
        if (value instanceof Duration span) {
            return plain(span);
        }
        return value instanceof Double number ? plain(number) : String.valueOf(value);
    }

    /** A span of time as a user would write it, in the largest unit that fits. */
    private static String plain(Duration span) {
        if (span.isZero()) {
            return "0s";
        }
        return UNITS.entrySet().stream()
                .filter(unit -> span.toMillis() % unit.getValue().getDuration().toMillis() == 0)
                .max(Map.Entry.comparingByValue())
                .map(unit -> span.toMillis() / unit.getValue().getDuration().toMillis() + unit.getKey())
                .orElseThrow();
    }

    /** A number as a user would write it. */
    static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
