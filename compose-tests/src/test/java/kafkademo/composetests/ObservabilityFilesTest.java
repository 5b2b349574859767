package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks that the overlays' files agree with each other and follow the project's rules. */
class ObservabilityFilesTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path OBSERVABILITY = ROOT.resolve("observability");

    private static List<MatchResult> find(String regex, Path file) throws IOException {
        return Pattern.compile(regex, Pattern.MULTILINE)
                .matcher(Files.readString(file))
                .results()
                .toList();
    }

    /** Returns the Compose overlays. */
    private static List<Path> overlays() throws IOException {
        try (Stream<Path> tools = Files.list(OBSERVABILITY.resolve("tools"))) {
            return Stream.concat(
                            Stream.of(OBSERVABILITY.resolve("docker-compose.yml")),
                            tools.filter(file -> file.toString().endsWith(".yml")))
                    .toList();
        }
    }

    @Test
    void theOverlaysAndTheTestsUseTheSameAgent() throws IOException {
        assertThat(find("^ARG VERSION=(.+)$", OBSERVABILITY.resolve("agent/Dockerfile")))
                .singleElement()
                .satisfies(
                        version -> assertThat(find("<opentelemetry-javaagent.version>(.+)<", ROOT.resolve("pom.xml")))
                                .singleElement()
                                .satisfies(ours -> assertThat(ours.group(1)).isEqualTo(version.group(1))));
    }

    /** As {@code promtool check metrics} demands. One name is OpenTelemetry's own. */
    @Test
    void onlyCountersAreNamedLikeCounters() throws IOException {
        try (Stream<Path> files = Files.list(OBSERVABILITY.resolve("agent/rules"))) {
            assertThat(files.toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(find("metric: (\\S+)\\n +type: (gauge|updowncounter)", file))
                            .isNotEmpty()
                            .extracting(found -> found.group(1))
                            .filteredOn(name -> !name.equals("jvm.file_descriptor.count"))
                            .noneMatch(name -> name.matches("(.*\\.)?(count|total|sum|bucket)")));
        }
    }

    /** Returns the severity of each alert. */
    private static Map<String, String> alerts() throws IOException {
        Map<String, String> rules = new TreeMap<>();
        try (Stream<Path> files = Files.list(OBSERVABILITY.resolve("prometheus/rules"))) {
            for (Path file : files.toList()) {
                find("- alert: (\\w+)\\n(?:.*\\n)*?.*severity: (\\w+)", file)
                        .forEach(rule -> rules.put(rule.group(1), rule.group(2)));
            }
        }
        return rules;
    }

    @Test
    void alertmanagerNamesOnlyAlertsThatExist() throws IOException {
        assertThat(find("KafkaDemo\\w+", OBSERVABILITY.resolve("alertmanager/alertmanager.yml")))
                .extracting(MatchResult::group)
                .isNotEmpty()
                .isSubsetOf(alerts().keySet());
    }

    @Test
    void theAlertTableListsEveryAlertWithItsSeverity() throws IOException {
        Map<String, String> table = new TreeMap<>();
        find("^\\| `(\\w+)` \\| (\\w+) \\|", OBSERVABILITY.resolve("prometheus/README.md"))
                .forEach(row -> table.put(row.group(1), row.group(2)));

        assertThat(table).isNotEmpty().isEqualTo(alerts());
    }

    @Test
    void everyImageHasAVersionAndEveryPortIsLocal() throws IOException {
        for (Path overlay : overlays()) {
            assertThat(find("^ +image: (\\S+)$", overlay))
                    .as(overlay.toString())
                    .allSatisfy(image ->
                            assertThat(image.group(1)).matches(".+:.*\\d.*").doesNotEndWith(":latest"));
            assertThat(find("ports: \\S", overlay))
                    .as(overlay + ": one port a line")
                    .isEmpty();
            assertThat(find("^ +ports:\\n((?: +- .*\\n)+)", overlay))
                    .as(overlay.toString())
                    .allSatisfy(ports -> assertThat(ports.group(1).lines())
                            .allMatch(line -> line.matches(" +- \"127\\.0\\.0\\.1:\\d+:\\d+.*")));
        }
    }
}
