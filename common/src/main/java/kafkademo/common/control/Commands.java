package kafkademo.common.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.Setting;

/** Carries out requests and describes the result. A request may be anything; the answer says what is wrong with it. */
final class Commands {
    private static final int LONGEST_SHOWN = 80;
    private static final Setting<Duration> TIME = Setting.duration("--for", Duration.ofMillis(1), Duration.ofDays(1));
    private static final List<String> HEADINGS = List.of("SETTING", "NOW", "AT START", "UNTIL", "ALLOWED");

    private final Knobs knobs;

    Commands(Knobs knobs) {
        this.knobs = knobs;
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
            return answer(Protocol.OK, values.isEmpty() ? table() : knobs.change(values, time));
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
                throw new InvalidSettingsException(LogLine.shortened(argument, LONGEST_SHOWN)
                        + " is not understood: expected NAME=VALUE, --for TIME or --socket PATH");
            } else if (values.put(name, value) != null) {
                throw new InvalidSettingsException(LogLine.shortened(name, LONGEST_SHOWN) + " is given twice");
            }
        }
        if (time.isPresent() && values.isEmpty()) {
            throw new InvalidSettingsException("--for needs a setting to change");
        }
        return time;
    }

    private static Duration readTime(String text) throws InvalidSettingsException {
        return TIME.parser()
                .apply(text)
                .orElseThrow(() -> new InvalidSettingsException(
                        TIME.name() + ' ' + LogLine.quoted(text) + " is not allowed: " + TIME.allowed()));
    }

    private List<String> table() {
        List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
        rows.addAll(knobs.rows());
        String format = IntStream.range(0, HEADINGS.size())
                .mapToObj(column -> "%-" + width(rows, column) + "s  ")
                .collect(Collectors.joining());
        return rows.stream()
                .map(row -> format.formatted(row.toArray()).stripTrailing())
                .toList();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElseThrow();
    }
}
