package kafkademo.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Makes up inputs for each target, one target after the other, each in a process of its own, as the fuzzer demands. */
class FuzzIT {
    private static final long SEED = Long.getLong("fuzz.seed", 7);
    private static final Path FOLDER = Path.of("target", "fuzz");
    private static final Path PAGE = Path.of("..", "docs", "fuzzing.md");

    private static final List<Target> TARGETS = List.of(
            new Target(
                    "kafkademo.consumer.decode.DecoderFuzzTest",
                    "theVerdictIsThatOfASecondParserWhateverCameBefore",
                    "the decoder",
                    20,
                    7_000,
                    1_024),
            new Target(
                    "kafkademo.common.log.LogLineFuzzTest",
                    "aLineIsOneLineAndReadsBackInBothFormats",
                    "log lines",
                    8,
                    600,
                    128),
            new Target(
                    "kafkademo.common.log.LogLineFuzzTest", "anExceptionIsOneLineToo", "errors in words", 4, 600, 128),
            new Target(
                    "kafkademo.producer.SettingsFuzzTest",
                    "anyEnvironmentGivesSettingsOrRefusals",
                    "the settings of both services",
                    10,
                    100,
                    256),
            new Target(
                    "kafkademo.common.control.ControlFuzzTest",
                    "everyRequestHasOneAnswer",
                    "requests to the control socket",
                    6,
                    300,
                    256),
            new Target(
                    "kafkademo.consumer.reconcile.ReconcileFuzzTest",
                    "bothReportsAreReadableAndAccountForEveryRecord",
                    "records and headers in the reports of `reconcile`",
                    8,
                    300,
                    256),
            new Target(
                    "kafkademo.consumer.reconcile.ReconcileFuzzTest",
                    "aTraceIsHexadecimalOrNone",
                    "the trace header",
                    4,
                    1_500,
                    128));

    @Test
    @Tag("short-fuzzing")
    void aMinuteOfMadeUpInputFindsNothing() throws Exception {
        for (Target target : TARGETS) {
            Run run = Run.of(target, List.of("-max_total_time=" + target.seconds()), SEED, FOLDER);
            assertThat(run.failure()).as(target.about()).isEmpty();
            assertThat(run.edges()).as("branches reached of " + target.about()).isPositive();
        }
    }

    /** {@code mvn verify -Pfuzz}. */
    @Test
    @Tag("long-fuzzing")
    void millionsOfMadeUpInputsFindNothing() throws Exception {
        List<Run> runs = new ArrayList<>();
        for (Target target : TARGETS) {
            // Jazzer's own limit is five minutes.
            List<String> limits = List.of("-runs=" + 1_000L * target.thousands(), "-max_total_time=0");
            runs.add(Run.of(target, limits, SEED, FOLDER));
        }
        new ResultPage(runs, SEED, LocalDate.now(ZoneOffset.UTC)).write(PAGE);
        assertThat(runs).extracting(Run::failure).containsOnly("");
    }
}
