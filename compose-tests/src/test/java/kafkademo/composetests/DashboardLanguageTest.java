package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Checks that all dashboards speak one language, as observability/README.md describes it: colors, thresholds, words. */
class DashboardLanguageTest {
    private static final Map<String, String> TOPIC_COLORS = Map.of(
            "orders", "purple",
            "payments", "#FF7EB6",
            "inventory_updates", "#2EB8AC",
            "user_activity", "blue");
    /** The height of a screen of 1200 pixels, in Grafana's units. */
    private static final int OPEN = 27;

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
                                .isEqualTo(TOPIC_COLORS.getOrDefault(line.replaceAll("\\W", ""), color))));
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
                                <= Dashboard.LINES))
                .isEmpty();
    }

    /** What can't be known, or is below every threshold, has the first color. */
    @ParameterizedTest
    @MethodSource("all")
    void nothingIsGreenUnlessItsFigureIsKnownToBeGood(Dashboard dashboard) {
        assertThat(dashboard.panelsWithout(panel -> Dashboard.thresholds(panel)
                        .noneMatch(
                                steps -> steps.get(0).path("color").asString("").contains("green"))))
                .isEmpty();
        assertThat(dashboard.panels().stream()
                        .flatMap(panel -> panel.path("fieldConfig").findValues("mappings").stream())
                        .flatMap(JsonNode::valueStream)
                        .flatMap(mapping -> mapping.path("options").propertyStream())
                        .filter(word ->
                                word.getKey().startsWith("-") || word.getKey().equals("0"))
                        .map(word -> word.getValue().path("color").asString("")))
                .doesNotContain("green");
    }

    /** Grafana writes "No data" by default. A figure there would be a guess. */
    @ParameterizedTest
    @MethodSource("all")
    void whatIsMissingIsNeverShownAsAFigure(Dashboard dashboard) {
        assertThat(dashboard.panelsWithout(panel -> panel.path("targets").isEmpty()
                        || panel.path("fieldConfig")
                                .path("defaults")
                                .path("noValue")
                                .asString("")
                                .matches("–|[A-Za-z ]+")))
                .isEmpty();
    }

    /** The figures of a stat turn orange, at least, while something is wrong about them. */
    @ParameterizedTest
    @MethodSource("all")
    void whatIsShownOnlyInTroubleIsInAColorOfTrouble(Dashboard dashboard) {
        assertThat(dashboard.panels().stream()
                        .flatMap(panel ->
                                panel.path("fieldConfig").path("overrides").valueStream())
                        .filter(override ->
                                override.path("matcher").path("id").asString("").equals("byFrameRefID"))
                        .flatMap(override -> override.findValues("color").stream()))
                .allSatisfy(color -> assertThat(color.asString()).isIn("orange", "red"));
    }

    /** What is open fits on a large screen. The rest is in rows below it, each of which opens with a click. */
    @ParameterizedTest
    @MethodSource("all")
    void whatIsRarelyNeededIsFoldedAwayBelowTheRest(Dashboard dashboard) {
        List<JsonNode> rows = new ArrayList<>();
        int open = 0;
        for (JsonNode panel : dashboard.json().path("panels")) {
            JsonNode at = panel.path("gridPos");
            if (Dashboard.type(panel).equals("row")) {
                rows.add(panel);
            } else {
                open = Math.max(open, at.path("y").asInt() + at.path("h").asInt());
            }
        }
        assertThat(open).isLessThanOrEqualTo(OPEN);
        int end = open;
        assertThat(rows).isNotEmpty().allSatisfy(row -> {
            assertThat(row.path("collapsed").asBoolean(false)).isTrue();
            assertThat(row.path("gridPos").path("y").asInt()).isGreaterThanOrEqualTo(end);
            assertThat(row.path("panels")).isNotEmpty();
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyLinkToTracesIsAboutTheTimeShownOrOneTrace(Dashboard dashboard) {
        assertThat(dashboard.panels().stream().flatMap(panel -> panel.path("fieldConfig").findValues("url").stream()))
                .allSatisfy(
                        url -> assertThat(url.asString())
                                .matches(
                                        ".*:16686/(trace/\\$\\{__value\\.raw}|search\\?.*start=\\$\\{__from}.*end=\\$\\{__to}.*)"));
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
