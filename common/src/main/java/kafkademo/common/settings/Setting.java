package kafkademo.common.settings;

import java.util.Optional;
import java.util.function.Function;

/**
 * A setting that a user gives as text: its name, which texts are allowed and what they mean. One definition serves the start and
 * every change while the service runs, so that both check alike and say the same about a wrong value.
 */
public final class Setting<T> {
    /** Reads a variable strictly: {@code absent} where there is none, and a wrong value noted in the environment. */
    @FunctionalInterface
    private interface Reader<T> {
        T read(Environment environment, T absent);
    }

    private final String name;
    private final Reader<T> reader;
    private final String allowed;
    private final Function<T, String> text;

    private Setting(String name, Reader<T> reader, String allowed, Function<T, String> text) {
        this.name = name;
        this.reader = reader;
        this.allowed = allowed;
        this.text = text;
    }

    /** A decimal number from {@code min} to {@code max}, both included. */
    public static Setting<Double> decimal(String name, double min, double max) {
        return new Setting<>(
                name,
                (environment, absent) -> environment.decimal(name, absent, min, max),
                Environment.decimalsFrom(min, max),
                Environment::plain);
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public static Setting<Long> integer(String name, long min, long max) {
        return new Setting<>(
                name,
                (environment, absent) -> environment.integer(name, absent, min, max),
                Environment.integersFrom(min, max),
                String::valueOf);
    }

    /** {@code true} or {@code false}. */
    public static Setting<Boolean> flag(String name) {
        return of(
                name,
                value -> switch (value) {
                    case "true" -> Optional.of(true);
                    case "false" -> Optional.of(false);
                    default -> Optional.empty();
                },
                "true or false");
    }

    /**
     * Whatever {@code parser} makes of a text; its {@code toString} must give a text from which the parser makes an equal value.
     *
     * @param allowed says in words which texts are allowed
     */
    public static <T> Setting<T> of(String name, Function<String, Optional<T>> parser, String allowed) {
        return new Setting<>(
                name,
                (environment, absent) -> {
                    String text = environment.text(
                            name, null, value -> parser.apply(value).isPresent(), allowed);
                    return text == null ? absent : parser.apply(text).orElse(absent);
                },
                allowed,
                String::valueOf);
    }

    public String name() {
        return name;
    }

    /** In words, which values are allowed. */
    public String allowed() {
        return allowed;
    }

    /** The value in {@code environment}, or {@code absent} where there is none or a wrong one. */
    public T read(Environment environment, T absent) {
        return reader.read(environment, absent);
    }

    /** The value as a user would write it. */
    public String text(T value) {
        return text.apply(value);
    }
}
