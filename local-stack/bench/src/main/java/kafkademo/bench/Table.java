package kafkademo.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Formats the results as a table for people. */
final class Table {
    private static final List<String> HEAD =
            List.of("part", "what", "median", "reference", "ratio", "spread", "target", "of target", "note");
    private static final String GAP = "  ";

    private Table() {}

    static String of(List<Result> results) {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        results.forEach(result -> rows.add(row(result)));
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < HEAD.size(); column++) {
                int width = width(rows, column);
                // Numbers are aligned right, text left.
                String format = column >= 2 && column <= 5 ? "%" + width + "s" : "%-" + width + "s";
                line.append(String.format(format, row.get(column))).append(GAP);
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private static List<String> row(Result result) {
        Target target = result.target();
        return List.of(
                result.part(),
                result.what(),
                number(result.median()) + " " + result.unit(),
                result.isCompared() ? number(result.referenceMedian()) + " " + result.unit() : "",
                result.isCompared() ? String.format(Locale.ROOT, "%.2f", result.ratio()) : "",
                result.values().size() > 1
                        ? String.format(Locale.ROOT, "%.0f %%", 100 * Statistics.spread(result.values()))
                        : "",
                target == null ? "" : target.toString(),
                target == null ? "" : target.verdict(result.judged()),
                result.note());
    }

    /** Formats with three significant digits, or all digits before the point. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
