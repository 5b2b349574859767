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
        Account account = report.account();
        List<String> lines = new ArrayList<>();
        lines.add(LogLine.text("log against committed offsets")
                .add("group", report.group())
                .add("at", report.takenAt().toString())
                .toString());
        lines.add("");
        lines.addAll(topics(account));
        lines.add("");
        lines.addAll(faults(account.faults().rows()));
        account.findings().all().forEach(finding -> addFinding(lines, finding));
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
        account.topics()
                .forEach((name, topic) ->
                        rows.add(row(name, shown.stream().map(topic::get).map(Report::grouped))));
        rows.add(row("total", shown.stream().map(account::total).map(Report::grouped)));
        return table(rows);
    }

    private static List<String> faults(Map<String, Map<String, Long>> faults) {
        Stream<String> errors = Arrays.stream(DecodeErrorType.values())
                .map(DecodeErrorType::label)
                .filter(error -> faults.values().stream().anyMatch(verdicts -> verdicts.containsKey(error)));
        List<String> verdicts =
                Stream.concat(Stream.of(FaultTable.EVENT), errors).toList();
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("injected fault", verdicts.stream()));
        faults.forEach((fault, counts) -> rows.add(row(
                name(fault),
                verdicts.stream().map(counts::get).map(count -> count == null ? "-" : Report.grouped(count)))));
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
        lines.add("DIFFERENCE: " + finding.kind().meaning() + ": " + Report.grouped(finding.count()));
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
