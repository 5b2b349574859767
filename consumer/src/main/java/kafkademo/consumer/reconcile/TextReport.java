package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import kafkademo.common.log.LogLine;
import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.consumer.reconcile.Findings.Example;
import kafkademo.consumer.reconcile.Findings.Kind;

/** The report for people. */
final class TextReport {
    private final Report report;
    private final List<String> lines = new ArrayList<>();

    private TextReport(Report report) {
        this.report = report;
    }

    static List<String> lines(Report report) {
        TextReport text = new TextReport(report);
        text.lines.add(LogLine.text("log against committed offsets")
                .add("group", report.group())
                .add("at", report.takenAt().toString())
                .toString());
        text.topics();
        text.faults();
        text.findings();
        text.verdict();
        return text.lines;
    }

    private void topics() {
        TextTable table = new TextTable()
                .add(List.of(
                        "topic",
                        "sent",
                        "= processed",
                        "+ decode errors",
                        "+ waiting",
                        "(malformed)",
                        "missing",
                        "repeated",
                        "removed"));
        Stream.concat(
                        report.account().topics().stream(),
                        Stream.of(report.account().total()))
                .forEach(topic -> table.add(List.of(
                        topic.name(),
                        Report.grouped(topic.sent()),
                        Report.grouped(topic.processed),
                        Report.grouped(topic.decodeErrors),
                        Report.grouped(topic.waiting),
                        Report.grouped(topic.waitingMalformed),
                        Report.grouped(topic.missing),
                        Report.grouped(topic.repeated),
                        Report.grouped(topic.removed))));
        lines.add("");
        lines.addAll(table.lines());
    }

    private void faults() {
        List<FaultTable.Row> rows = report.account().faults().rows();
        List<DecodeErrorType> types = Arrays.stream(DecodeErrorType.values())
                .filter(type -> rows.stream().anyMatch(row -> row.errors()[type.ordinal()] > 0))
                .toList();
        List<String> heading = new ArrayList<>(List.of("injected fault", "event"));
        types.forEach(type -> heading.add(type.label()));
        TextTable table = new TextTable().add(heading);
        for (FaultTable.Row row : rows) {
            List<String> cells = new ArrayList<>(List.of(faultName(row.fault()), cell(row.events())));
            types.forEach(type -> cells.add(cell(row.errors()[type.ordinal()])));
            table.add(cells);
        }
        lines.add("");
        lines.addAll(table.lines());
    }

    /** A header's text can be anything, a line break included. */
    private static String faultName(String fault) {
        if (fault == null) {
            return "none";
        }
        return fault.matches("[\\w()-]+") && !fault.equals("none") ? fault : LogLine.quoted(fault);
    }

    private static String cell(long number) {
        return number == 0 ? "-" : Report.grouped(number);
    }

    private void findings() {
        Findings findings = report.account().findings();
        for (Kind kind : findings.kinds()) {
            lines.add("");
            lines.add("DIFFERENCE: " + kind.meaning() + ": " + Report.grouped(findings.count(kind)));
            List<Example> examples = findings.examples(kind);
            examples.forEach(example -> lines.add(line(example)));
            if (examples.size() == Findings.MAX_EXAMPLES) {
                lines.add("    (no more than " + Findings.MAX_EXAMPLES + " are shown)");
            }
        }
    }

    private static String line(Example example) {
        LogLine line = LogLine.text("   ")
                .add("topic", example.partition().topic())
                .add("partition", example.partition().partition())
                .add("offset", example.offset());
        example.details().forEach((name, detail) -> {
            if (detail instanceof Long number) {
                line.add(name, number);
            } else {
                line.add(name, detail.toString());
            }
        });
        return line.toString();
    }

    private void verdict() {
        lines.add("");
        lines.add(report.verdict());
        report.notes().forEach(note -> lines.add("- " + note));
        lines.add("- " + report.basis());
    }
}
