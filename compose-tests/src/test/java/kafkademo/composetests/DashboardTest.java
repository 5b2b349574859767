package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Checks the form of the dashboards. {@link DashboardLanguageTest} checks what they mean, and {@link MetricsIT} their data.
 */
class DashboardTest {
    /** The uids of the provisioned data sources. */
    private static final Set<String> DATA_SOURCES = Set.of("prometheus", "jaeger", "-- Grafana --");

    private static final Set<String> WITHOUT_UNIT = Set.of("row", "text", "alertlist", "dashlist");
    private static final int COLUMNS = 24;
    /** The newest schema of Grafana 13. */
    private static final int SCHEMA = 42;

    static List<Dashboard> all() {
        return Dashboard.all();
    }

    @Test
    void eachPartOfTheStackHasADashboardThatIsFoundByItsUid() {
        assertThat(all())
                .extracting(Dashboard::uid)
                .containsExactlyInAnyOrder(
                        "kafkademo-overview",
                        "kafkademo-producer",
                        "kafkademo-consumer",
                        "kafkademo-kafka",
                        "kafkademo-zookeeper",
                        "kafkademo-jvm");
        assertThat(all().stream().map(each -> each.json().path("title").asString()))
                .doesNotHaveDuplicates()
                .doesNotContain("");
    }

    @ParameterizedTest
    @MethodSource("all")
    void theSchemaIsTheNewest(Dashboard dashboard) {
        assertThat(dashboard.json().path("schemaVersion").asInt()).isEqualTo(SCHEMA);
        assertThat(dashboard.json().path("id").isNull()
                        || dashboard.json().path("id").isMissingNode())
                .as("a fixed id could clash with another dashboard")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPanelHasAUniqueIdATitleAndADescription(Dashboard dashboard) {
        assertThat(dashboard.panels().stream().map(panel -> panel.path("id").asInt(0)))
                .doesNotHaveDuplicates()
                .doesNotContain(0);
        assertThat(dashboard.panelsWithout(panel -> Dashboard.type(panel).equals("row")
                        || Dashboard.type(panel).equals("text")
                        || !panel.path("title").asString("").isBlank()
                                && !panel.path("description").asString("").isBlank()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyFigureHasAUnit(Dashboard dashboard) {
        assertThat(dashboard.panelsWithout(panel -> WITHOUT_UNIT.contains(Dashboard.type(panel))
                        || !panel.path("fieldConfig")
                                .path("defaults")
                                .path("unit")
                                .asString("")
                                .isBlank()))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyDataSourceIsProvisioned(Dashboard dashboard) {
        List<String> uids = new ArrayList<>();
        dashboard
                .json()
                .findValues("datasource")
                .forEach(each -> uids.add(each.path("uid").asString("none")));
        assertThat(uids).isNotEmpty().isSubsetOf(DATA_SOURCES);
        assertThat(dashboard.panelsWithout(panel -> panel.path("targets").isEmpty()
                        || panel.path("datasource").path("uid").isString()))
                .isEmpty();
    }

    /** Search is the only way to find traces here, because viewers have no Explore. */
    @Test
    void tracesAreFoundBySearch() {
        List<JsonNode> targets = all().stream()
                .flatMap(dashboard -> dashboard.panels().stream())
                .filter(panel ->
                        panel.path("datasource").path("uid").asString("").equals("jaeger"))
                .flatMap(panel -> panel.path("targets").valueStream())
                .toList();
        assertThat(targets).isNotEmpty().allSatisfy(target -> {
            assertThat(target.path("queryType").asString()).isEqualTo("search");
            assertThat(target.path("service").asString()).isIn("producer", "consumer");
            assertThat(target.path("limit").asInt()).isBetween(1, 50);
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void panelsFillTheScreenWithoutOverlapping(Dashboard dashboard) {
        assertThat(cells(dashboard.json().path("panels"))).doesNotHaveDuplicates();
        for (JsonNode row : dashboard.json().path("panels")) {
            assertThat(cells(row.path("panels"))).doesNotHaveDuplicates();
        }
    }

    /** Returns the cells of the grid that the panels take, as many times as they are taken. */
    private static List<String> cells(JsonNode panels) {
        List<String> cells = new ArrayList<>();
        for (JsonNode panel : panels) {
            JsonNode at = panel.path("gridPos");
            for (int x = at.path("x").asInt();
                    x < at.path("x").asInt() + at.path("w").asInt();
                    x++) {
                for (int y = at.path("y").asInt();
                        y < at.path("y").asInt() + at.path("h").asInt();
                        y++) {
                    cells.add(x + "," + y);
                    assertThat(x).isBetween(0, COLUMNS - 1);
                }
            }
        }
        return cells;
    }
}
