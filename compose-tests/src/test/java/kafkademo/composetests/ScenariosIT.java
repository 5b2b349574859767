package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Plays a few scenarios, shortened, and ends others before their time. Each leaves the stack as it was. */
@WithStack
@Order(Integer.MAX_VALUE - 3)
class ScenariosIT {
    private final ComposeStack stack;
    private StackSettings before;

    ScenariosIT(ComposeStack stack) {
        this.stack = stack;
    }

    @BeforeEach
    void look() {
        Broker.awaitFlow();
        before = StackSettings.of(stack);
    }

    @Test
    void twoScenariosAtOnceAreSeenAndUndoneAndExplained() {
        Command.Result run = Scenarios.run("blocked-partition", "+", "zookeeper-loss", "--for", "60s", "--seed", "1");

        JsonNode answer = Scenarios.answer(run.orFail());
        assertThat(answer.path("interrupted").asBoolean()).isFalse();
        assertThat(answer.path("incidents")).hasSize(2).allSatisfy(incident -> {
            assertThat(Scenarios.unseen(incident)).isEmpty();
            assertThat(incident.path("impact").path("sent").asInt()).isPositive();
            assertThat(incident.path("impact").path("lost").asInt()).isZero();
            assertThat(incident.path("impact").path("passed_over").asInt(-1)).isZero();
            assertThat(incident.path("impact").path("handled_again").asInt(-1)).isZero();
        });
        assertThat(stack.log("consumer", "setting changed"))
                .extracting(line -> line.value("setting") + "=" + line.value("new"))
                .contains("SCENARIO=blocked-partition+zookeeper-loss")
                .endsWith("SCENARIO=none");
        assertThat(StackSettings.of(stack)).isEqualTo(before);
    }

    @Test
    @Tag("all-scenarios")
    void whatARewoundConsumerHandlesAgainIsCounted() {
        Command.Result run = Scenarios.run("offset-rewind", "--for", "15s", "--blind");

        JsonNode impact =
                Scenarios.answer(run.orFail()).path("incidents").path(0).path("impact");
        assertThat(impact.path("handled_again").asInt()).isBetween(1, 3 * 30);
        assertThat(impact.path("passed_over").asInt(-1)).isZero();
        assertThat(impact.path("repeated").asInt()).isZero();
        assertThat(StackSettings.of(stack)).isEqualTo(before);
    }

    @Test
    void aRunThatIsStoppedLeavesNothingBehind(@TempDir Path folder) throws Exception {
        aRunThatIsEndedEarlyLeavesNothingBehind("wrong-broker-address", "is deployed again with", "TERM", 143, folder);
    }

    /**
     * What the run says last before it is ended, and the signal that ends it. A shell can't notice an interrupt if it was
     * started in the background, so these need a terminal.
     */
    @ParameterizedTest
    @Tag("all-scenarios")
    @CsvSource({
        "traffic-drought, begins, INT, 130",
        "broker-pause, kafka is frozen, INT, 130",
        "broker-crash, kafka is killed, TERM, 143",
        "dead-consumer, the end: all is undone, INT, 130",
        "scale-out, instead of, INT, 130",
        "refused-records, max.message.bytes, TERM, 143",
        "cpu-starvation, of a core, INT, 130",
        "retention-loss, segment.ms, INT, 130",
        "producer-cut-off, cut off, INT, 130",
        "bad-deploy, runs beside, INT, 130",
        "topic-deleted, is deleted, TERM, 143",
    })
    void aRunThatIsEndedEarlyLeavesNothingBehind(
            String scenario, String said, String signal, int exitCode, @TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process run = Scenarios.start(output, scenario, "--for", scenario.equals("dead-consumer") ? "20s" : "3m");
        await("the run is that far")
                .pollInterval(50, TimeUnit.MILLISECONDS)
                .until(() -> Files.readString(output).contains(said));

        signal(run, signal);

        assertThat(run.waitFor(5, TimeUnit.MINUTES)).isTrue();
        String text = Files.readString(output);
        assertThat(run.exitValue()).as(text).isEqualTo(exitCode);
        assertThat(Scenarios.answer(text).path("interrupted").asBoolean()).isEqualTo(!said.startsWith("the end"));
        assertThat(StackSettings.of(stack)).isEqualTo(before);
    }

    @Test
    void restoreUndoesWhatAKilledRunHasLeft(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process run = Scenarios.start(output, "consumer-cut-off", "--for", "3m");
        await("the run is that far").until(() -> Files.readString(output).contains("is cut off from the network"));
        signal(run, "KILL");
        assertThat(run.waitFor(1, TimeUnit.MINUTES)).isTrue();
        run.descendants().forEach(ProcessHandle::destroyForcibly);

        assertThat(Scenarios.run("status").orFail()).contains("connect consumer");
        Scenarios.run("restore").orFail();

        assertThat(Scenarios.run("status").orFail()).doesNotContain("undo");
        assertThat(StackSettings.of(stack)).isEqualTo(before);
        Broker.awaitFlow();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
