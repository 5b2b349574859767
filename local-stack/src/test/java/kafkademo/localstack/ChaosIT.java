package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kafkademo.localstack.ChaosAction.Kind;
import kafkademo.localstack.ChaosRun.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Plays what a seed draws, and accounts for every record. */
class ChaosIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path FOLDER = ROOT.resolve("local-stack/target/chaos");

    /** Draws the ten actions that do the most harm to records, among them every way to kill a process. */
    private static final long SEED = 643_605;

    private static final int ACTIONS = 10;

    @Test
    void everyRecordOfAShortRunIsAccountedFor() throws IOException, InterruptedException {
        check(ChaosRun.play(SEED, ACTIONS, FOLDER.resolve("short"), System.out));
    }

    /** Takes twice a quarter of an hour: {@code mvn verify -Pchaos}. */
    @Test
    @Tag("chaos")
    void everyRecordOfLongRunsIsAccountedForAndThePageSaysSo() throws IOException, InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (long seed : Arrays.stream(System.getProperty("chaos.seeds", "1,2").split(","))
                .mapToLong(Long::parseLong)
                .toArray()) {
            Path folder = FOLDER.resolve("seed-" + seed);
            Outcome outcome = ChaosRun.play(seed, Integer.getInteger("chaos.actions", 115), folder, System.out);
            check(outcome);
            outcomes.add(outcome);
            Files.writeString(ROOT.resolve("docs/chaos.md"), ChaosReport.page(outcomes));
        }
    }

    private static void check(Outcome outcome) {
        assertThat(outcome.account().faults())
                .allSatisfy(
                        (fault, found) -> assertThat(found).as(fault.words()).isEmpty());
        assertThat(outcome.miscounts()).isEmpty();
        assertThat(outcome.acknowledged()).isGreaterThan(outcome.steps().size());
        boolean clockMoved =
                outcome.steps().stream().anyMatch(step -> step.action().kind() == Kind.CLOCK_MOVED);
        assertThat(outcome.account().madeByMovedClock() > 0)
                .as("records made by a moved clock")
                .isEqualTo(clockMoved);

        JsonObject total = outcome.reconcile().total();
        assertThat(total.get("sent").getAsInt()).isEqualTo(outcome.account().stored());
        assertThat(total.get("missing").getAsInt()).isZero();
        assertThat(total.get("waiting").getAsInt()).isZero();
        // Some hostile records are JSON objects, but no events, and bear the header of a fault, but no fault.
        assertThat(outcome.reconcile().differences())
                .allMatch(found -> found.matches("(fault_decoded_as_event|event_unexpected) \\d+"));
    }
}
