package kafkademo.common.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.InvalidSettingsException;

/** Carries out requests and describes the result. A request may be anything; the answer says what is wrong with it. */
final class Commands {
    private static final int LONGEST_SHOWN = 80;
    private static final Pattern TIME = Pattern.compile("\\d{1,8}(ms|s|m|h)");
    private static final Duration LONGEST_TIME = Duration.ofDays(1);
    private static final List<String> HEADINGS = List.of("SETTING", "NOW", "AT START", "UNTIL", "ALLOWED");

    private final Knobs knobs;
    private final InstantSource clock;

    /** @param clock for display only: it shows when a temporary change ends */
    Commands(Knobs knobs, InstantSource clock) {
        this.knobs = knobs;
        this.clock = clock;
    }

    /**
     * Answers a request.
     *
     * @param request its lines, without the one that ends it
     * @return the lines of the answer
     */
    List<String> answer(List<String> request) {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            Optional<Duration> time = read(request, values);
            return answer(Protocol.OK, values.isEmpty() ? table() : change(values, time));
        } catch (InvalidSettingsException e) {
            return answer(Protocol.REFUSED, e.problems());
        }
    }

    private static List<String> answer(String word, List<String> lines) {
        return Stream.concat(Stream.of(word), lines.stream()).toList();
    }

    private static Optional<Duration> read(List<String> request, Map<String, String> values)
            throws InvalidSettingsException {
        Optional<Duration> time = Optional.empty();
        for (Iterator<String> arguments = request.iterator(); arguments.hasNext(); ) {
            String argument = arguments.next();
            int equals = argument.indexOf('=');
            String name = argument.substring(0, Math.max(equals, 0));
            String value = argument.substring(equals + 1);
            if (name.equals("--for") || argument.equals("--for") && arguments.hasNext()) {
                time = Optional.of(readTime(equals < 0 ? arguments.next() : value));
            } else if (name.isEmpty() || name.startsWith("-")) {
                throw refused(shown(argument) + " is not understood: expected NAME=VALUE, --for TIME or --socket PATH");
            } else if (values.put(name, value) != null) {
                throw refused(shown(name) + " is given twice");
            }
        }
        if (time.isPresent() && values.isEmpty()) {
            throw refused("--for needs a setting to change");
        }
        return time;
    }

    private static Duration readTime(String text) throws InvalidSettingsException {
        if (TIME.matcher(text).matches()) {
            Duration time = text.endsWith("ms")
                    ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                    : Duration.parse("PT" + text);
            if (!time.isZero() && time.compareTo(LONGEST_TIME) <= 0) {
                return time;
            }
        }
        throw refused("--for " + LogLine.quoted(text)
                + " is not allowed: a whole number with its unit, ms, s, m or h, from 1ms to 24h");
    }

    private static InvalidSettingsException refused(String problem) {
        return new InvalidSettingsException(List.of(problem));
    }

    /** Text of any origin, shortened and made harmless. */
    private static String shown(String text) {
        return LogLine.shortened(text, LONGEST_SHOWN);
    }

    private List<String> change(Map<String, String> values, Optional<Duration> time) throws InvalidSettingsException {
        return knobs.change(values, time).stream().map(this::describe).toList();
    }

    private String describe(SettingChange change) {
        KnobState after = change.after();
        if (change.isNone()) {
            return after.name() + " is " + after.value() + " already";
        }
        String line = after.name() + ": " + change.before().value() + " -> " + after.value();
        return after.then().isPresent() ? line + " until " + until(after) : line;
    }

    private String until(KnobState state) {
        Instant end = clock.instant().plusNanos(state.nanosLeft());
        return state.then()
                .map(then -> end.truncatedTo(ChronoUnit.SECONDS) + ", then " + then)
                .orElse("");
    }

    private List<String> table() {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        for (KnobState state : knobs.states()) {
            rows.add(List.of(state.name(), state.value(), state.start(), until(state), state.allowed()));
        }
        int[] widths = new int[HEADINGS.size()];
        Arrays.setAll(
                widths,
                column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0));
        return rows.stream().map(row -> aligned(row, widths)).toList();
    }

    private static String aligned(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column);
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
