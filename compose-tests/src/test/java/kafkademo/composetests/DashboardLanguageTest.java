package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Checks that all dashboards speak one language, as observability/README.md describes it: colors, thresholds, words. */
class DashboardLanguageTest {
    /** More lines than this can't be told apart. */
    private static final int SERIES = 8;

    private static final Map<String, String> TOPIC_COLORS = Map.of(
            "orders", "purple",
            "payments", "#FF7EB6",
            "inventory_updates", "#2EB8AC",
            "user_activity", "blue");
    /** The colors that say that something is wrong. */
    private static final Set<String> OF_TROUBLE = Set.of("red", "orange");

    private static final Path RULES =
            Path.of(System.getProperty("project.root")).resolve("observability/prometheus/rules");

    static List<Dashboard> all() {
        return Dashboard.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyDashboardLinksToAllOthersInTheSameOrder(Dashboard dashboard) {
        assertThat(dashboard
                        .json()
                        .path("links")
                        .valueStream()
                        .map(link -> link.path("title").asString()))
                .containsExactly(
                        "Overview",
                        "Producer",
                        "Kafka broker",
                        "Consumer and lag",
                        "ZooKeeper",
                        "JVM",
                        "Traces",
                        "Alerts");
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLineHasAFixedColorAndATopicHasItsOwn(Dashboard dashboard) {
        assertThat(dashboard.panelsWithout(panel -> !Dashboard.type(panel).equals("timeseries")
                        || fixedColors(panel)
                                .keySet()
                                .containsAll(lines(panel)
                                        .flatMap(line -> line.equals("{{topic}}")
                                                ? TOPIC_COLORS.keySet().stream()
                                                : Stream.of(line))
                                        .filter(line -> !line.equals("{{job}}"))
                                        .toList())))
                .isEmpty();
        assertThat(dashboard.panels())
                .allSatisfy(panel -> fixedColors(panel)
                        .forEach((line, color) -> assertThat(color)
                                .as(line + " of " + panel.path("title").asString(""))
                                .isEqualTo(TOPIC_COLORS.getOrDefault(line, color))));
    }

    /** The same word has the same color on every panel of every dashboard. */
    @Test
    void aLineHasTheSameColorWhereverItAppears() {
        Map<String, Set<String>> colors = new TreeMap<>();
        all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(panel -> Dashboard.type(panel).equals("timeseries"))
                .forEach(panel -> fixedColors(panel)
                        .forEach((line, color) -> colors.computeIfAbsent(line, key -> new TreeSet<>())
                                .add(color)));

        assertThat(colors)
                .isNotEmpty()
                .allSatisfy((line, its) -> assertThat(its).as(line).hasSize(1));
        assertThat(colors.values()).as("green says that all is well").doesNotContain(Set.of("green"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void noPanelHasMoreLinesThanCanBeToldApart(Dashboard dashboard) {
        assertThat(dashboard.panelsWithout(panel -> !Dashboard.type(panel).equals("timeseries")
                        || lines(panel)
                                        .mapToInt(line -> line.startsWith("{{") ? TOPIC_COLORS.size() : 1)
                                        .sum()
                                <= SERIES))
                .isEmpty();
    }

    /** What can't be known, or is below every threshold, has the first color. */
    @ParameterizedTest
    @MethodSource("all")
    void nothingIsGreenUnlessItsFigureIsKnownToBeGood(Dashboard dashboard) {
        assertThat(dashboard.panelsWithout(panel -> steps(panel).isEmpty()
                        || !steps(panel).get(0).path("color").asString("").contains("green")))
                .isEmpty();
        assertThat(dashboard.panels().stream()
                        .flatMap(panel -> panel.path("fieldConfig")
                                .path("defaults")
                                .path("mappings")
                                .valueStream())
                        .flatMap(mapping -> mapping.path("options").propertyStream())
                        .filter(word ->
                                word.getKey().startsWith("-") || word.getKey().equals("0"))
                        .map(word -> word.getValue().path("color").asString("")))
                .doesNotContain("green");
    }

    /** A panel with a threshold names the alert that the threshold comes from. */
    @ParameterizedTest
    @MethodSource("all")
    void everyThresholdIsThatOfAnAlert(Dashboard dashboard) throws IOException {
        Map<String, String> alerts = alerts();
        for (JsonNode panel : dashboard.panels()) {
            List<Double> thresholds = steps(panel).stream()
                    .filter(step -> OF_TROUBLE.contains(step.path("color").asString("")))
                    .map(step -> step.path("value"))
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::asDouble)
                    .toList();
            if (thresholds.isEmpty()) {
                continue;
            }
            String title = dashboard.uid() + ": " + panel.path("title").asString("");
            Matcher alert = Pattern.compile("KafkaDemo\\w+")
                    .matcher(panel.path("description").asString(""));
            assertThat(alert.find()).as(title + " names an alert").isTrue();
            assertThat(alerts).as(title).containsKey(alert.group());
            assertThat(limits(alerts.get(alert.group()))).as(title).containsAll(thresholds);
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyRateCoversAsMuchAsThePanelsResolutionNeeds(Dashboard dashboard) {
        assertThat(dashboard.queries())
                .allSatisfy(query -> assertThat(query.expression())
                        .as(query.place())
                        .doesNotContainPattern("rate\\([^\\[]*\\[(?!\\$__rate_interval])"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void allFiguresOfARowHaveOneSize(Dashboard dashboard) {
        Map<Integer, Set<String>> sizes = new TreeMap<>();
        for (JsonNode panel : dashboard.json().path("panels")) {
            if (Dashboard.type(panel).equals("stat")) {
                sizes.computeIfAbsent(panel.path("gridPos").path("y").asInt(), key -> new TreeSet<>())
                        .add(panel.path("gridPos").path("h").asInt() + " high, text "
                                + panel.path("options")
                                        .path("text")
                                        .path("valueSize")
                                        .asInt());
            }
        }
        assertThat(sizes).isNotEmpty().allSatisfy((row, its) -> assertThat(its).hasSize(1));
    }

    /** Returns the expressions of all alerts by name. */
    private static Map<String, String> alerts() throws IOException {
        Map<String, String> alerts = new TreeMap<>();
        try (Stream<Path> files = Files.list(RULES)) {
            for (Path file : files.toList()) {
                Pattern.compile("- alert: (\\w+)\\n((?:.*\\n)*?) +(?:for|labels|annotations|keep_firing_for):")
                        .matcher(Files.readString(file))
                        .results()
                        .forEach(rule -> alerts.put(rule.group(1), rule.group(2)));
            }
        }
        return alerts;
    }

    /** Returns the figures that an expression compares with. A count is above 0 from 1 on. */
    private static Set<Double> limits(String expression) {
        Set<Double> limits = new TreeSet<>();
        Pattern.compile("(>|>=|<|<=|==) *([0-9.]+)")
                .matcher(expression)
                .results()
                .forEach(comparison -> {
                    double limit = Double.parseDouble(comparison.group(2));
                    limits.add(limit);
                    if (limit == 0 && comparison.group(1).equals(">")) {
                        limits.add(1.0);
                    }
                });
        return limits;
    }

    private static List<JsonNode> steps(JsonNode panel) {
        return panel.path("fieldConfig")
                .path("defaults")
                .path("thresholds")
                .path("steps")
                .valueStream()
                .toList();
    }

    private static Stream<String> lines(JsonNode panel) {
        return panel.path("targets")
                .valueStream()
                .map(target -> target.path("legendFormat").asString(""));
    }

    /** Returns the colors that a panel gives to its lines, by the line's name. */
    private static Map<String, String> fixedColors(JsonNode panel) {
        Map<String, String> colors = new TreeMap<>();
        for (JsonNode override : panel.path("fieldConfig").path("overrides")) {
            for (JsonNode property : override.path("properties")) {
                if (property.path("id").asString("").equals("color")) {
                    colors.put(
                            override.path("matcher").path("options").asString(""),
                            property.path("value").path("fixedColor").asString(""));
                }
            }
        }
        return colors;
    }
}
