package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A dashboard as it is in the repository. */
record Dashboard(String file, JsonNode json) {
    /** More lines in a chart than this can't be told apart. */
    static final int LINES = 8;

    private static final Path FOLDER =
            Path.of(System.getProperty("project.root")).resolve("observability/grafana/dashboards");

    /**
     * A Prometheus query of a dashboard.
     *
     * @param place the panel, the variable or the annotation
     * @param onlyInTrouble whether it is the panel's second query, which has a result only while something is wrong
     */
    record Query(String dashboard, String place, String expression, boolean onlyInTrouble) {}

    static List<Dashboard> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(Dashboard::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Dashboard read(Path file) {
        return new Dashboard(file.getFileName().toString(), JsonMapper.shared().readTree(file));
    }

    String uid() {
        return json.path("uid").asString("");
    }

    /** Returns all panels, including those in a collapsed row. */
    List<JsonNode> panels() {
        List<JsonNode> panels = new ArrayList<>();
        for (JsonNode panel : json.path("panels")) {
            panels.add(panel);
            panel.path("panels").forEach(panels::add);
        }
        return panels;
    }

    /** Returns the panels that don't meet a condition, by id and title. */
    Set<String> panelsWithout(Predicate<JsonNode> condition) {
        return panels().stream()
                .filter(condition.negate())
                .map(panel ->
                        panel.path("id").asInt() + " " + panel.path("title").asString(""))
                .collect(Collectors.toSet());
    }

    static String type(JsonNode panel) {
        return panel.path("type").asString("");
    }

    /** Returns the steps of a panel's thresholds, and of those that replace them for some of its figures. */
    static Stream<List<JsonNode>> thresholds(JsonNode panel) {
        JsonNode config = panel.path("fieldConfig");
        Stream<JsonNode> others = config.path("overrides")
                .valueStream()
                .flatMap(override -> override.path("properties").valueStream())
                .filter(property -> property.path("id").asString("").equals("thresholds"))
                .map(property -> property.path("value"));
        return Stream.concat(Stream.of(config.path("defaults").path("thresholds")), others)
                .map(thresholds -> thresholds.path("steps").valueStream().toList())
                .filter(steps -> !steps.isEmpty());
    }

    /** Returns the Prometheus queries of all panels. */
    List<Query> queries() {
        return panels().stream().flatMap(panel -> queries(panel).stream()).toList();
    }

    /** Returns a panel's Prometheus queries. */
    List<Query> queries(JsonNode panel) {
        List<Query> queries = new ArrayList<>();
        for (JsonNode target : panel.path("targets")) {
            add(
                    queries,
                    panel.path("title").asString(""),
                    target.path("expr"),
                    hasColorsOfItsOwn(panel, target.path("refId").asString("")));
        }
        return queries;
    }

    /** Returns the annotations' queries. They show events, so they may have no data. */
    List<Query> annotationQueries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode annotation : json.path("annotations").path("list")) {
            add(
                    queries,
                    annotation.path("name").asString(""),
                    annotation.path("target").path("expr"),
                    false);
        }
        return queries;
    }

    private static boolean hasColorsOfItsOwn(JsonNode panel, String query) {
        return panel.path("fieldConfig")
                .path("overrides")
                .valueStream()
                .map(override -> override.path("matcher"))
                .anyMatch(matcher -> matcher.path("id").asString("").equals("byFrameRefID")
                        && matcher.path("options").asString("").equals(query));
    }

    private void add(List<Query> queries, String place, JsonNode expression, boolean onlyInTrouble) {
        if (expression.isString()) {
            queries.add(new Query(uid(), place, expression.asString(), onlyInTrouble));
        }
    }
}
