package kafkademo.common.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;

/** Carries out a client's request, and puts into words what came of it. Whatever the request is, it throws nothing. */
final class Commands {
    private static final int LONGEST_SHOWN = 80;
    private static final long MAX_TIME_MILLIS = Duration.ofDays(1).toMillis();
    private static final List<String> HEADINGS = List.of("SETTING", "NOW", "AT START", "UNTIL", "ALLOWED");

    private final Knobs knobs;
    private final InstantSource clock;

    /** @param clock shows when a temporary change ends; nothing is decided by it */
    Commands(Knobs knobs, InstantSource clock) {
        this.knobs = knobs;
        this.clock = clock;
    }

    /** A request that makes no sense, in a few words. */
    private static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;

        NotUnderstood(String problem) {
            super(problem);
        }
    }

    /**
     * Answers a request.
     *
     * @param request its lines, without the one that ends it
     * @return the answer's lines
     */
    List<String> answer(List<String> request) {
        try {
            Map<String, String> values = new LinkedHashMap<>();
            Optional<Duration> time = read(request, values);
            return answer(Protocol.OK, values.isEmpty() ? table() : change(values, time));
        } catch (InvalidSettingsException e) {
            return answer(Protocol.REFUSED, e.problems());
        } catch (NotUnderstood e) {
            return answer(Protocol.REFUSED, List.of(e.getMessage()));
        }
    }

    static List<String> answer(String word, List<String> lines) {
        List<String> answer = new ArrayList<>();
        answer.add(word);
        answer.addAll(lines);
        return answer;
    }

    private static Optional<Duration> read(List<String> request, Map<String, String> values) throws NotUnderstood {
        Optional<Duration> time = Optional.empty();
        for (String line : request) {
            int equals = line.indexOf('=');
            if (line.startsWith(Protocol.FOR) && time.isEmpty()) {
                time = Optional.of(readTime(line.substring(Protocol.FOR.length())));
            } else if (line.startsWith(Protocol.SET) && equals > Protocol.SET.length()) {
                String name = line.substring(Protocol.SET.length(), equals);
                if (values.put(name, line.substring(equals + 1)) != null) {
                    throw new NotUnderstood(shown(name) + " is there twice");
                }
            } else {
                throw new NotUnderstood("not understood: " + shown(line));
            }
        }
        return time;
    }

    private static Duration readTime(String millis) throws NotUnderstood {
        return Environment.parseDecimal(millis, 1, MAX_TIME_MILLIS).stream()
                .mapToObj(number -> Duration.ofMillis((long) number))
                .findAny()
                .orElseThrow(() -> new NotUnderstood("not a time of 1 ms to 24 h: " + shown(millis + " ms")));
    }

    /** Text of any origin, short and harmless, in quotes. */
    private static String shown(String text) {
        return LogLine.shortened(text, LONGEST_SHOWN);
    }

    private List<String> change(Map<String, String> values, Optional<Duration> time) throws InvalidSettingsException {
        List<SettingChange> changes = knobs.changed(values, time);
        List<String> lines = new ArrayList<>();
        for (KnobState state : knobs.states()) {
            if (values.containsKey(state.name())) {
                changes.stream()
                        .filter(change -> change.setting().equals(state.name()))
                        .findAny()
                        .ifPresentOrElse(
                                change -> lines.add(inWords(change, state)),
                                () -> lines.add(state.name() + " is " + state.value() + " already"));
            }
        }
        return lines;
    }

    private String inWords(SettingChange change, KnobState state) {
        String line = change.setting() + ": " + change.oldValue() + " -> " + change.newValue();
        return change.temporary() ? line + " until " + until(state) : line;
    }

    private String until(KnobState state) {
        Instant end = clock.instant().plusNanos(state.nanosLeft());
        return state.then()
                .map(then -> end.truncatedTo(ChronoUnit.SECONDS) + ", then " + then)
                .orElse("");
    }

    private List<String> table() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        for (KnobState state : knobs.states()) {
            rows.add(List.of(state.name(), state.value(), state.start(), until(state), state.allowed()));
        }
        int[] widths = new int[HEADINGS.size()];
        for (List<String> row : rows) {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        }
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
