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
    private static final Path FOLDER =
            Path.of(System.getProperty("project.root")).resolve("observability/grafana/dashboards");

    /** A Prometheus query of a dashboard and its place: a panel, a variable or an annotation. */
    record Query(String dashboard, String place, String expression) {}

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

    /** Returns the panels' Prometheus queries. */
    List<Query> queries() {
        List<Query> queries = new ArrayList<>();
        for (JsonNode panel : panels()) {
            for (JsonNode target : panel.path("targets")) {
                add(queries, panel.path("title").asString(""), target.path("expr"));
            }
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
                    annotation.path("target").path("expr"));
        }
        return queries;
    }

    private void add(List<Query> queries, String place, JsonNode expression) {
        if (expression.isString()) {
            queries.add(new Query(uid(), place, expression.asString()));
        }
    }
}
