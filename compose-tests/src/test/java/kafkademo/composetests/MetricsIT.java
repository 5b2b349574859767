package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

/** Checks that the observability overlay shows data for everything while all is well. */
@WithStack(Composition.OBSERVED)
@TestMethodOrder(OrderAnnotation.class)
@Order(Integer.MAX_VALUE - 1)
class MetricsIT {
    /** Series that have no data while all is well, and why. */
    private static final Map<String, String> EMPTY_WHILE_ALL_IS_WELL = Map.of(
            "kafkademo_producer_failures_total", "a cause appears with the first message that is lost for it",
            "ALERTS", "an alert is a series as long as it fires",
            "otlp_exporter_exported_total{success=\"false\"", "no span is lost",
            "kafka_request_api_error_total", "a kind of error appears with the first of it",
            "partition:kafkademo_consumer_standing:seconds", "no partition stands still");

    private final ComposeStack stack;

    MetricsIT(ComposeStack stack) {
        this.stack = stack;
    }

    @Test
    void everyTargetIsUp() {
        await("five targets that are up")
                .untilAsserted(() -> assertThat(Prometheus.targets())
                        .allSatisfy(target -> assertThat(target.lastError()).isEmpty())
                        .extracting(target -> target.job() + " " + target.health())
                        .containsExactlyInAnyOrder(
                                "zookeeper up", "kafka up", "producer up", "consumer up", "prometheus up"));
    }

    @Test
    void theSettingsMetricsAgreeWithTheComposeFile() {
        await("what is asked for").untilAsserted(() -> {
            assertThat(Prometheus.value("kafkademo_producer_asked_per_second")).hasValue(5);
            assertThat(Prometheus.value("kafkademo_producer_asked_malformed_ratio"))
                    .hasValue(0.1);
        });
    }

    /** Some expressions look back for minutes, which pass during the other tests. */
    @Test
    @Order(Integer.MAX_VALUE)
    void everyPanelOfEveryDashboardShowsData() {
        List<Dashboard.Query> queries = new ArrayList<>();
        Dashboard.all().forEach(dashboard -> queries.addAll(dashboard.queries()));
        assertThat(queries).hasSizeGreaterThan(50);

        awaitNothing("queries without data", () -> withoutData(queries));
    }

    @Test
    void noChartHasMoreLinesThanCanBeToldApart() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Dashboard dashboard : Dashboard.all()) {
            for (JsonNode panel : dashboard.panels()) {
                if (Dashboard.type(panel).equals("timeseries")) {
                    lines.put(
                            dashboard.uid() + ": " + panel.path("title").asString(),
                            dashboard.queries(panel).stream()
                                    .map(query -> new Expression(query.expression()).withoutVariables())
                                    .mapToInt(expression ->
                                            Prometheus.query(expression.text()).size())
                                    .sum());
                }
            }
        }
        assertThat(lines)
                .hasSizeGreaterThan(20)
                .allSatisfy((panel, its) -> assertThat(its).isLessThanOrEqualTo(Dashboard.LINES));
    }

    @Test
    void everyAnnotationQueriesExistingSeries() {
        List<Dashboard.Query> queries = new ArrayList<>();
        Dashboard.all().forEach(dashboard -> queries.addAll(dashboard.annotationQueries()));
        assertThat(queries).isNotEmpty();
        queries.forEach(query -> Prometheus.query(
                new Expression(query.expression()).withoutVariables().text()));

        awaitNothing("series that are missing", () -> {
            Map<String, String> missing = new LinkedHashMap<>();
            queries.forEach(query -> missing.putAll(missingSeries(query.place(), query.expression())));
            return missing;
        });
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void everyAlertUsesExistingSeriesAndNoneFiresWhileAllIsWell() {
        List<Prometheus.AlertRule> rules = Prometheus.alertRules();
        assertThat(rules).hasSizeGreaterThan(10);

        awaitNothing("series that are missing", () -> {
            Map<String, String> missing = new LinkedHashMap<>();
            rules.forEach(rule -> missing.putAll(missingSeries(rule.name(), rule.query())));
            return missing;
        });
        await("no alert fires")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).isEmpty());
        assertThat(rules)
                .allSatisfy(rule -> assertThat(rule.annotations())
                        .containsKeys("summary", "description", "dashboard_url", "see_it_fire"))
                .allSatisfy(rule -> assertThat(rule.labels()).containsKey("severity"));
    }

    @Test
    void theRulesPassTheirOwnTests() {
        String twoAtATime = "ls /etc/prometheus/tests/*.yml | xargs -n 1 -P 2 promtool test rules";
        String tests = stack.compose("exec", "-T", "prometheus", "sh", "-c", twoAtATime);

        assertThat(tests).contains("SUCCESS").doesNotContain("FAILED");
    }

    /** It writes its silences every quarter of an hour and when it stops. If it can't, it only logs that. */
    @Test
    void alertmanagerCanWriteItsSilences() {
        stack.compose("restart", "alertmanager");
        stack.awaitAllHealthy();

        assertThat(stack.output("alertmanager")).isNotEmpty().noneMatch(line -> line.contains("level=ERROR"));
    }

    @Test
    void aToolInTheBrokersContainerRunsWithoutTheAgent() {
        assertThat(stack.compose("exec", "-T", "kafka", "kafka-topics", "--bootstrap-server", "kafka:29092", "--list"))
                .contains("orders")
                .doesNotContain("otel");
    }

    @Test
    void threeConsumersShowThreeTargetsAndOneLag() {
        stack.up("--scale", "consumer=3");

        await("twelve partitions over three consumers").untilAsserted(() -> {
            assertThat(Prometheus.query("kafkademo_consumer_assigned_partitions"))
                    .extracting(Prometheus.Sample::value)
                    .containsExactly(4.0, 4.0, 4.0);
            assertThat(Prometheus.value("job:up:sum{job=\"consumer\"}")).hasValue(3);
        });
        assertThat(Prometheus.query("kafkademo_consumer_lag:records")).hasSize(1);
        assertThat(Prometheus.query("partition:kafkademo_consumer_lag:records")).hasSize(12);
        assertThat(Prometheus.alerts("firing")).isEmpty();
    }

    private static void awaitNothing(String what, Supplier<Map<String, String>> found) {
        await(what).untilAsserted(() -> assertThat(found.get()).as(what).isEmpty());
    }

    /** A query may fall back to a constant, so its series have to exist, too. */
    private static Map<String, String> withoutData(List<Dashboard.Query> queries) {
        Map<String, String> without = new LinkedHashMap<>();
        for (Dashboard.Query query : queries) {
            String where = query.dashboard() + ": " + query.place();
            Expression expression = new Expression(query.expression()).withoutVariables();
            boolean rightlyEmpty =
                    query.onlyInTrouble() || expression.selectors().stream().allMatch(MetricsIT::isEmptyWhileAllIsWell);
            if (Prometheus.query(expression.text()).isEmpty() && !rightlyEmpty) {
                without.put(where, expression.text());
            }
            without.putAll(missingSeries(where, query.expression()));
        }
        return without;
    }

    private static Map<String, String> missingSeries(String where, String expression) {
        Map<String, String> missing = new LinkedHashMap<>();
        for (String selector : new Expression(expression).withoutVariables().selectors()) {
            if (!isEmptyWhileAllIsWell(selector)
                    && Prometheus.query("last_over_time(" + selector + "[5m])").isEmpty()) {
                missing.merge(where, selector, (before, more) -> before + " and " + more);
            }
        }
        return missing;
    }

    private static boolean isEmptyWhileAllIsWell(String selector) {
        return EMPTY_WHILE_ALL_IS_WELL.keySet().stream().anyMatch(selector::startsWith);
    }
}
