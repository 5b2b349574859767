package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Writes the results as JSON for programs. */
final class Report {
    private Report() {}

    static void write(Path file, Map<String, String> machine, Options options, List<Result> results) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, json(machine, options, results) + "\n");
        } catch (IOException e) {
            throw new BenchException("can't write " + file, e);
        }
    }

    static String json(Map<String, String> machine, Options options, List<Result> results) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("machine", machine);
        report.put("rounds", options.rounds());
        report.put("records", options.records());
        report.put("quick", options.quick());
        report.put("results", results.stream().map(Report::entry).toList());
        return JsonMapper.builder()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .build()
                .writeValueAsString(report);
    }

    private static Map<String, Object> entry(Result result) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("part", result.part());
        entry.put("what", result.what());
        entry.put("unit", result.unit());
        entry.put("median", result.median());
        entry.put("values", result.values());
        if (result.isCompared()) {
            entry.put("reference_median", result.referenceMedian());
            entry.put("reference_values", result.reference());
            entry.put("ratio", result.ratio());
        }
        if (result.target() != null) {
            entry.put("target", result.target().toString());
            entry.put("of_target", result.target().reachedBy(result.judged()));
            entry.put("reached", result.target().isReachedBy(result.judged()));
        }
        entry.put("note", result.note());
        return entry;
    }
}
