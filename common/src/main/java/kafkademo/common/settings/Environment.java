package kafkademo.common.settings;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import kafkademo.common.log.LogLine;

/**
 * The environment variables of a process, read strictly: a value that is present must be right, and nothing but an absent
 * variable gets its default. Wrong values are collected, so that {@link #rejectIfAnyIsWrong()} reports all of them at once;
 * until then a reader returns the default in place of a wrong value.
 */
public final class Environment {
    /** No exponent, no sign, no {@code NaN}: what a person would write for a rate. */
    private static final Pattern PLAIN_DECIMAL = Pattern.compile("\\d{1,30}(\\.\\d{1,30})?");

    private static final Pattern PLAIN_INTEGER = Pattern.compile("-?\\d{1,30}");

    private final Map<String, String> variables;
    private final List<String> problems = new ArrayList<>();

    public Environment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
        rejectMisspeltNames();
    }

    /** A decimal number from {@code min} to {@code max}, both included. */
    public double decimal(String name, double absent, double min, double max) {
        String value = variables.get(name);
        if (value == null) {
            return absent;
        }
        OptionalDouble number = parseDecimal(value, min, max);
        if (number.isEmpty()) {
            reject(name, value, decimalsFrom(min, max));
        }
        return number.orElse(absent);
    }

    /** The number that {@code value} spells, if it is one from {@code min} to {@code max}. */
    public static OptionalDouble parseDecimal(String value, double min, double max) {
        if (PLAIN_DECIMAL.matcher(value).matches()) {
            BigDecimal number = new BigDecimal(value);
            if (number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return OptionalDouble.of(number.doubleValue());
            }
        }
        return OptionalDouble.empty();
    }

    /** In words, what {@link #decimal} allows. */
    static String decimalsFrom(double min, double max) {
        return "a number from " + plain(min) + " to " + plain(max) + ", decimals allowed";
    }

    /** A whole number from {@code min} to {@code max}, both included. */
    public long integer(String name, long absent, long min, long max) {
        return optionalInteger(name, min, max, integersFrom(min, max)).orElse(absent);
    }

    /** In words, what {@link #integer} allows. */
    static String integersFrom(long min, long max) {
        return "a whole number from " + min + " to " + max;
    }

    /** A 64-bit integer, or nothing where the variable is absent. */
    public OptionalLong optionalLong(String name) {
        return optionalInteger(
                name,
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                "a whole number of 64 bits, " + Long.MIN_VALUE + " to " + Long.MAX_VALUE);
    }

    private OptionalLong optionalInteger(String name, long min, long max, String allowed) {
        String value = variables.get(name);
        if (value == null) {
            return OptionalLong.empty();
        }
        if (PLAIN_INTEGER.matcher(value).matches()) {
            BigDecimal number = new BigDecimal(value);
            if (number.compareTo(BigDecimal.valueOf(min)) >= 0 && number.compareTo(BigDecimal.valueOf(max)) <= 0) {
                return OptionalLong.of(number.longValueExact());
            }
        }
        reject(name, value, allowed);
        return OptionalLong.empty();
    }

    /** A text that {@code isAllowed}; {@code allowed} says in words which texts those are. */
    public String text(String name, String absent, Predicate<String> isAllowed, String allowed) {
        String value = variables.get(name);
        if (value == null) {
            return absent;
        }
        if (isAllowed.test(value)) {
            return value;
        }
        reject(name, value, allowed);
        return absent;
    }

    /** The variables whose names start with {@code prefix}, by their whole names, sorted. */
    public Map<String, String> startingWith(String prefix) {
        Map<String, String> found = new TreeMap<>(variables);
        found.keySet().removeIf(name -> !name.startsWith(prefix));
        return found;
    }

    /** Notes that a variable's value is not {@code allowed}. */
    public void reject(String name, String value, String allowed) {
        problems.add(
                LogLine.escaped(name) + "=" + LogLine.quoted(value) + " is not allowed: " + LogLine.escaped(allowed));
    }

    /** Notes that there is no such variable. Its value isn't told: under its right name it might be a secret. */
    public void rejectName(String name, String why) {
        problems.add(LogLine.escaped(name) + " is not allowed: " + LogLine.escaped(why));
    }

    /** @throws InvalidSettingsException with a line for every wrong setting, if there is any */
    public void rejectIfAnyIsWrong() throws InvalidSettingsException {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }

    /** Without this, {@code MESSAGE_PER_SECOND} would leave the rate at its default and say nothing. */
    private void rejectMisspeltNames() {
        variables.forEach((name, value) -> meantBy(name)
                .ifPresent(setting -> problems.add(
                        name + "=" + LogLine.quoted(value) + " is no setting: did you mean " + setting + "?")));
    }

    /** The setting whose name {@code name} nearly is; nothing if it is one, or nearly none. */
    public static Optional<String> meantBy(String name) {
        return SettingNames.ALL.stream()
                .filter(setting -> isMisspelt(name, setting))
                .findFirst();
    }

    private static boolean isMisspelt(String name, String setting) {
        if (SettingNames.ALL.contains(name) || name.startsWith(SettingNames.KAFKA_CLIENT_PREFIX)) {
            return false;
        }
        int tolerated = setting.length() < 8 ? 1 : setting.length() < 16 ? 2 : 3;
        return Math.abs(name.length() - setting.length()) <= tolerated
                && distance(name.toUpperCase(Locale.ROOT), setting) <= tolerated;
    }

    /** Levenshtein distance: the least number of letters to insert, delete or replace (Wagner and Fischer, 1974). */
    private static int distance(String from, String to) {
        int[] above = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            above[column] = column;
        }
        for (int row = 1; row <= from.length(); row++) {
            int[] current = new int[to.length() + 1];
            current[0] = row;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = above[column - 1] + (from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[to.length()];
    }

    /** A number as a person would write it, and as {@link #decimal} reads it. */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
