package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** Checks that dashboards and alerts agree: each threshold is that of an alert, and each alert is shown by a panel. */
class DashboardAlertsTest {
    /** The colors that say that something is wrong. */
    private static final Set<String> OF_TROUBLE = Set.of("red", "orange");

    private static final Path RULES =
            Path.of(System.getProperty("project.root")).resolve("observability/prometheus/rules");
    /** The alerts' names, each with its rule as it is in the file. */
    private static final Map<String, String> ALERTS = alerts();

    static List<Dashboard> all() {
        return Dashboard.all();
    }

    /** A panel with a threshold names the alert that the threshold comes from. */
    @ParameterizedTest
    @MethodSource("all")
    void everyThresholdIsThatOfAnAlert(Dashboard dashboard) {
        for (JsonNode panel : dashboard.panels()) {
            Set<Double> thresholds = Dashboard.thresholds(panel)
                    .flatMap(List::stream)
                    .filter(step -> OF_TROUBLE.contains(step.path("color").asString("")))
                    .map(step -> step.path("value"))
                    .filter(JsonNode::isNumber)
                    .map(JsonNode::asDouble)
                    .collect(Collectors.toSet());
            if (!thresholds.isEmpty()) {
                Set<Double> limits = alertsNamedBy(panel)
                        .flatMap(alert -> limits(expression(alert)).stream())
                        .collect(Collectors.toSet());
                assertThat(limits)
                        .as(dashboard.uid() + ": " + panel.path("title").asString("") + ", as its description says")
                        .containsAll(thresholds);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyAlertThatAPanelNamesExists(Dashboard dashboard) {
        assertThat(dashboard.panels().stream().flatMap(DashboardAlertsTest::alertsNamedBy))
                .isSubsetOf(ALERTS.keySet());
    }

    @Test
    void everyAlertIsNamedByAPanel() {
        assertThat(all().stream()
                        .flatMap(dashboard -> dashboard.panels().stream())
                        .flatMap(DashboardAlertsTest::alertsNamedBy))
                .containsAll(ALERTS.keySet());
    }

    @Test
    void everyAlertLeadsToAPanelThatNamesIt() {
        Map<String, JsonNode> panels = new TreeMap<>();
        all().forEach(dashboard -> dashboard
                .panels()
                .forEach(panel -> panels.put(
                        dashboard.uid() + "?viewPanel=panel-" + panel.path("id").asInt(), panel)));

        assertThat(ALERTS).allSatisfy((alert, rule) -> {
            Matcher url = Pattern.compile("dashboard_url: \"http://127\\.0\\.0\\.1:3000/d/([^\"&]+)")
                    .matcher(rule);
            assertThat(url.find()).isTrue();
            assertThat(panels).containsKey(url.group(1));
            assertThat(alertsNamedBy(panels.get(url.group(1)))).contains(alert);
        });
    }

    private static Stream<String> alertsNamedBy(JsonNode panel) {
        return Pattern.compile("KafkaDemo\\w+")
                .matcher(panel.path("description").asString(""))
                .results()
                .map(MatchResult::group);
    }

    private static Map<String, String> alerts() {
        Map<String, String> alerts = new TreeMap<>();
        try (Stream<Path> files = Files.list(RULES)) {
            for (Path file : files.toList()) {
                for (String rule : Files.readString(file).split("(?m)^ +- (?=alert:|record:|name:)")) {
                    if (rule.startsWith("alert:")) {
                        alerts.put(rule.lines().findFirst().orElseThrow().substring("alert: ".length()), rule);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return alerts;
    }

    private static String expression(String alert) {
        return ALERTS.getOrDefault(alert, "").split("(?m)^ +(for|labels|annotations|keep_firing_for):")[0];
    }

    /**
     * Returns the figures that an expression compares with, and the products. A count is above 0 from 1 on, and is not 1 from 2
     * on.
     */
    private static Set<Double> limits(String expression) {
        Set<Double> limits = new TreeSet<>();
        Pattern.compile("(>|>=|<|<=|==|!=) *([0-9.]+)(?: \\* ([0-9.]+))?")
                .matcher(expression)
                .results()
                .forEach(comparison -> {
                    BigDecimal figure = new BigDecimal(comparison.group(2));
                    String factor = comparison.group(3);
                    double limit = (factor == null ? figure : figure.multiply(new BigDecimal(factor))).doubleValue();
                    limits.add(limit);
                    if (comparison.group(1).equals("!=")
                            || limit == 0 && comparison.group(1).equals(">")) {
                        limits.add(limit + 1);
                    }
                });
        return limits;
    }
}
