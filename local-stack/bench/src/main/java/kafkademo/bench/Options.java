package kafkademo.bench;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

/**
 * What to measure, and for how long.
 *
 * @param parts the parts to measure
 * @param rounds how often the comparisons are repeated
 * @param records the number of records over which a rate is taken; half as many are sent first to warm up
 * @param quick shortens everything, to check that the bench works; the figures mean little
 * @param limit no round begins if it would end later than this
 * @param toolJvm additional JVM options for Kafka's tools
 */
record Options(Set<String> parts, int rounds, long records, boolean quick, Duration limit, List<String> toolJvm) {
    static final List<String> PARTS = List.of("producer", "consumer", "pacing", "memory", "startup", "jmh");

    private static final String PREFIX = "bench.";
    private static final Set<String> NAMES = Set.of("only", "rounds", "records", "quick", "minutes", "toolJvm");

    /** Reads the options from system properties {@code bench.*}. Throws a {@link BenchException} for an invalid one. */
    static Options from(Properties properties) {
        for (String name : properties.stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !NAMES.contains(name.substring(PREFIX.length()))) {
                throw new BenchException("unknown option -D" + name + "; known options: bench.only, bench.rounds,"
                        + " bench.records, bench.quick, bench.minutes, bench.toolJvm");
            }
        }
        String quickly = properties.getProperty(PREFIX + "quick", "false");
        if (!Set.of("", "true", "false").contains(quickly)) {
            throw new BenchException("-Dbench.quick=" + quickly + " is not allowed: true or false");
        }
        boolean quick = !quickly.equals("false");
        return new Options(
                parts(properties.getProperty(PREFIX + "only", String.join(",", PARTS))),
                (int) number(properties, "rounds", quick ? 1 : 5, 1, 100),
                number(properties, "records", quick ? 400_000 : 2_000_000, 10_000, 100_000_000),
                quick,
                Duration.ofMinutes(number(properties, "minutes", quick ? 3 : 30, 1, 600)),
                words(properties.getProperty(PREFIX + "toolJvm", "")));
    }

    private static List<String> words(String text) {
        return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
    }

    private static Set<String> parts(String list) {
        Set<String> parts = new LinkedHashSet<>(List.of(list.split(",", -1)));
        for (String part : parts) {
            if (!PARTS.contains(part)) {
                throw new BenchException(
                        "-Dbench.only=" + list + " is not allowed: a list of " + String.join(",", PARTS));
            }
        }
        return parts;
    }

    private static long number(Properties properties, String name, long absent, long min, long max) {
        String value = properties.getProperty(PREFIX + name);
        if (value == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Rejected below, together with values that are out of range.
        }
        throw new BenchException(
                "-Dbench." + name + "=" + value + " is not allowed: a whole number from " + min + " to " + max);
    }

    /**
     * Returns the number of records at the start of a run that are not measured. The compilers do most of their work in
     * that time.
     */
    long warmUpRecords() {
        return records / 2;
    }

    /** Returns the total number of records, including those for warming up. */
    long recordsInAll() {
        return warmUpRecords() + records;
    }
}
