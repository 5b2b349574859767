package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
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
        lines.addAll(topics(report));
        lines.add("");
        lines.addAll(faults(report.faults()));
        report.differences().forEach(finding -> addFinding(lines, finding));
        lines.add("");
        lines.add(report.verdict());
        report.notes().forEach(note -> lines.add("- " + note));
        return lines;
    }

    private static List<String> topics(Report report) {
        List<Count> shown = Arrays.stream(Count.values())
                .filter(count -> count.heading() != null)
                .toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("topic", shown.stream().map(Count::heading)));
        report.topics()
                .forEach(topic -> rows.add(row(
                        topic.get("topic").toString(),
                        shown.stream().map(count -> Report.grouped(topic.get(count.toString()))))));
        rows.add(row(
                "total",
                shown.stream().map(count -> Report.grouped(report.total().get(count)))));
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
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                int index = column;
                int width = rows.stream()
                        .mapToInt(any -> any.get(index).length())
                        .max()
                        .orElse(0);
                line.append(String.format(column == 0 ? "%-" + width + "s" : "  %" + width + "s", row.get(column)));
            }
            lines.add(line.toString());
        }
        return lines;
    }

    /** A header's text can be anything, even a line break. */
    private static String name(String fault) {
        if (fault == null) {
            return "none";
        }
        return fault.matches("[\\w()-]+") && !fault.equals("none") ? fault : LogLine.quoted(fault);
    }

    private static void addFinding(List<String> lines, Findings.Finding finding) {
        lines.add("");
        lines.add("DIFFERENCE: " + finding.meaning() + ": " + Report.grouped(finding.count()));
        for (Map<String, Object> example : finding.examples()) {
            LogLine line = LogLine.text("   ");
            example.forEach((name, value) -> line.add(name, value.toString()));
            lines.add(line.toString());
        }
        if (finding.examples().size() == Findings.MAX_EXAMPLES) {
            lines.add("    (no more than " + Findings.MAX_EXAMPLES + " are shown)");
        }
    }
}
