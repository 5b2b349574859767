package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafkademo.common.log.LogLine;
import kafkademo.consumer.decode.DecodeErrorType;

/** The report for people. */
final class TextReport {
    private TextReport() {}

    static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        lines.add(LogLine.text("log against committed offsets")
                .add("group", report.group())
                .add("at", report.takenAt().toString())
                .toString());
        lines.add("");
        lines.addAll(topics(report.account()));
        lines.add("");
        lines.addAll(faults(report.account().faults()));
        report.account().differences().forEach(difference -> addDifference(lines, difference));
        lines.add("");
        lines.add(report.verdict());
        report.notes().forEach(note -> lines.add("- " + note));
        return lines;
    }

    private static List<String> topics(Account account) {
        List<Count> shown = Arrays.stream(Count.values())
                .filter(count -> count.heading() != null)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("topic", shown.stream().map(Count::heading)));
        Map<String, Map<Count, Long>> counts = new LinkedHashMap<>(account.topics());
        counts.put("total", account.total());
        counts.forEach((name, numbers) ->
                rows.add(row(name, shown.stream().map(count -> Report.grouped(numbers.get(count))))));
        return table(rows);
    }

    private static List<String> faults(List<Report.Fault> faults) {
        List<String> errors = Arrays.stream(DecodeErrorType.values())
                .map(DecodeErrorType::label)
                .filter(error ->
                        faults.stream().anyMatch(fault -> fault.decodeErrors().containsKey(error)))
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("injected fault", Stream.concat(Stream.of("event"), errors.stream())));
        for (Report.Fault fault : faults) {
            Stream<Long> counts = Stream.concat(
                    Stream.of(fault.events()),
                    errors.stream().map(error -> fault.decodeErrors().getOrDefault(error, 0L)));
            rows.add(row(name(fault.injectedFault()), counts.map(count -> count == 0 ? "-" : Report.grouped(count))));
        }
        return table(rows);
    }

    private static List<String> row(String name, Stream<String> cells) {
        return Stream.concat(Stream.of(name), cells).toList();
    }

    /** Aligns the columns: names to the left, numbers to the right. */
    private static List<String> table(List<List<String>> rows) {
        StringBuilder format = new StringBuilder();
        for (int column = 0; column < rows.get(0).size(); column++) {
            int index = column;
            int width =
                    rows.stream().mapToInt(row -> row.get(index).length()).max().orElse(0);
            format.append(column == 0 ? "%-" : "  %").append(width).append('s');
        }
        return rows.stream()
                .map(row -> String.format(format.toString(), row.toArray()))
                .toList();
    }

    /** A header's text can be anything, even a line break. */
    private static String name(String fault) {
        if (fault == null) {
            return "none";
        }
        return fault.matches("[\\w()-]+") && !fault.equals("none") ? fault : LogLine.quoted(fault);
    }

    private static void addDifference(List<String> lines, Report.Difference difference) {
        lines.add("");
        lines.add("DIFFERENCE: " + difference.meaning() + ": " + Report.grouped(difference.count()));
        for (Map<String, Object> example : difference.examples()) {
            LogLine line = LogLine.text("   ");
            example.forEach((name, value) -> line.add(name, value.toString()));
            lines.add(line.toString());
        }
        if (difference.examples().size() == Account.MAX_EXAMPLES) {
            lines.add("    (no more than " + Account.MAX_EXAMPLES + " are shown)");
        }
    }
}
