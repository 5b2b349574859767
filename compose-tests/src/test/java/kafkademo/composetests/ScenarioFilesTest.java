package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks the scenarios' files, and what the runner says without a stack. */
class ScenarioFilesTest {
    static List<String> names() {
        return Scenarios.names();
    }

    private static Command.Result run(String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(Scenarios.FOLDER.resolve("run").toString()));
        command.addAll(List.of(arguments));
        return Command.run(Duration.ofMinutes(1), command, Map.of());
    }

    /** Loads a scenario with the runner's own functions and prints one of its variables. */
    private static String variable(String scenario, String name) {
        String script =
                "set -u; here=$0; group=observability-demo; . \"$here/lib/signals.sh\"; . \"$here/$1/scenario\"; "
                        + "declare -F inject signals > /dev/null && printf %s \"${!2}\"";
        return Command.run(
                        Duration.ofMinutes(1),
                        List.of("bash", "-c", script, Scenarios.FOLDER.toString(), scenario, name),
                        Map.of())
                .orFail();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyScenarioSaysWhatItIs(String name) throws IOException {
        JsonNode schema = new JsonMapper().readTree(Files.readString(Scenarios.FOLDER.resolve("answer.schema.json")));
        List<String> mechanisms = new ArrayList<>(List.of("none"));
        schema.path("$defs")
                .path("incident")
                .path("properties")
                .path("mechanism")
                .path("enum")
                .forEach(each -> mechanisms.add(each.asString()));

        assertThat(variable(name, "title")).isNotBlank();
        assertThat(variable(name, "story")).endsWith(".");
        assertThat(variable(name, "needs")).matches("((zookeeper|kafka(-[23])?|producer|consumer) ?)+");
        assertThat(variable(name, "mechanism")).isIn(mechanisms);
        assertThat(variable(name, "remedy")).endsWith(".");
        assertThat(Files.readAllLines(Scenarios.FOLDER.resolve(name).resolve("scenario")))
                .hasSizeLessThanOrEqualTo(45);
    }

    @ParameterizedTest
    @MethodSource("names")
    void noPageShowsFiguresOfAnOlderScenario(String name) {
        ScenarioPage page = new ScenarioPage(name);

        assertThat(page.measured())
                .as("digest of the measured scenario; mvn verify -Pscenarios measures again")
                .isEqualTo(page.digest());
        assertThat(page.text())
                .contains("scenarios/run " + name + "\n", "Measured on ", "](" + ScenarioPicture.FILE + ")");
    }

    /** With the overlay, a line goes on with {@code trace_id}. Without it, these fields are the last ones. */
    @ParameterizedTest
    @MethodSource("names")
    void noLineIsSeenOnlyWithTheOverlay(String name) {
        assertThat(new ScenarioPage(name).scenario()).doesNotContainPattern("log_line .*(age|ack)_ms=\\S* '");
    }

    @Test
    void everyPageHasItsPicture() {
        assertThat(names())
                .allSatisfy(name -> assertThat(Scenarios.FOLDER.resolve(name).resolve(ScenarioPicture.FILE))
                        .isNotEmptyFile()
                        .satisfies(picture -> assertThat(Files.size(picture)).isLessThan(60_000)));
    }

    /** The README promises a minute. */
    @Test
    void everyScenarioWasOverWithinAMinuteOfItsEnd() {
        List<Double> seconds = names().stream()
                .flatMap(name -> Pattern.compile("As before ([0-9.]+) s after the end")
                        .matcher(new ScenarioPage(name).text())
                        .results())
                .map(found -> Double.valueOf(found.group(1)))
                .toList();

        assertThat(seconds).hasSizeGreaterThan(30).allMatch(each -> each < 60);
    }

    @Test
    void theTableListsEveryScenario() throws IOException {
        String table = Files.readString(Scenarios.FOLDER.resolve("README.md"));

        assertThat(names()).isNotEmpty().allSatisfy(name -> assertThat(table).contains("[" + name + "](" + name));
    }

    /** macOS has bash 3.2, and BSD's tools. */
    @Test
    void theRunnerUsesNothingThatOldShellsLack() throws IOException {
        try (Stream<Path> files = Files.walk(Scenarios.FOLDER, 2)) {
            assertThat(files.filter(file -> file.endsWith("run")
                            || file.endsWith("scenario")
                            || file.toString().endsWith(".sh")))
                    .hasSizeGreaterThan(5)
                    .allSatisfy(
                            file -> assertThat(Files.readString(file))
                                    .doesNotContainPattern(
                                            "mapfile|readarray|declare -A|local -A|local -n|\\|&|&>>|wait -n|EPOCH(SECONDS|REALTIME)"
                                                    + "|\\$\\{\\w+(\\^|,,|@)|coproc|sed -i|grep -P|readlink -f|date -d \"?\\$"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing-of-that-name",
                "../../etc/passwd",
                "slow-consumer;true",
                "$(true)",
                "lib",
                "slow-consumer --for 0",
                "slow-consumer --for 1d",
                "slow-consumer --for",
                "slow-consumer --seed -1",
                "slow-consumer --seed 2147483648",
                "slow-consumer --loudly",
                "slow-consumer + dead-consumer",
                "slow-consumer + slow-consumer",
            })
    void aWrongCommandLineIsRefusedBeforeAnythingIsDone(String arguments) {
        Command.Result refused = run(arguments.isEmpty() ? new String[] {} : arguments.split(" "));

        assertThat(refused.exitCode()).as(refused.output()).isEqualTo(2);
        assertThat(refused.output()).containsAnyOf("scenarios/run: ", "Usage: scenarios/run");
    }

    @Test
    void theListAndTheHelpNeedNoStack() {
        assertThat(run("list").orFail().lines().map(line -> line.split(" ")[0])).isEqualTo(names());
        assertThat(run("--help").orFail()).startsWith("Usage: scenarios/run");
        assertThat(run("status").orFail()).startsWith("running: nothing");
    }
}
