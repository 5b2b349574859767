package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Lets a seed break the stack again and again, and nobody repair it: {@code mvn verify -Pchaos}. Another seed, and minutes:
 * {@code -Dtour.seed}, {@code -Dtour.minutes}.
 */
@Tag("chaos")
@WithStack(Composition.SMALL_DISK)
class TourIT {
    private static final Path PAGE = Path.of(System.getProperty("project.root"), "docs", "tour.md");

    /** Fills the disk, and breaks the broker, the consumer and the data besides. */
    private static final int SEED = 149;

    private static final int MINUTES = 20;

    /** A scenario that has begun is played to its end, and its stack is waited for. */
    private static final Duration LAST_SCENARIO = Duration.ofMinutes(20);

    private final ComposeStack stack;

    TourIT(ComposeStack stack) {
        this.stack = stack;
    }

    @Test
    void theStackNeedsNoHandAndLosesNothing(@TempDir Path folder) {
        int seed = Integer.getInteger("tour.seed", SEED);
        Duration time = Duration.ofMinutes(Integer.getInteger("tour.minutes", MINUTES));
        Broker.awaitFlow();
        StackSettings before = StackSettings.of(stack);

        try (ContainerEnds ends = new ContainerEnds(folder.resolve("ends"))) {
            String output = Scenarios.run(
                            time.plus(LAST_SCENARIO), "tour", "--for", time.toMinutes() + "m", "--seed", "" + seed)
                    .orFail();

            List<JsonNode> answers = Scenarios.answers(output);
            assertThat(answers)
                    .isNotEmpty()
                    .allSatisfy(answer ->
                            assertThat(answer.path("interrupted").asBoolean()).isFalse());
            Tour tour = new Tour(seed, answers, ends.byService());
            assertThat(tour.incidents()).allSatisfy(Harm::check);
            if (seed == SEED) {
                assertThat(tour.incidents())
                        .extracting(incident -> incident.path("scenario").asString())
                        .contains("disk-full");
            }
            nothingHappensBetweenScenarios(output);
            stack.awaitAllHealthy();
            assertThat(StackSettings.of(stack)).isEqualTo(before);
            MeasuredPart.write(PAGE, tour.text());
        }
    }

    /** What the broker has deleted does not count: a small disk holds the records of some minutes. */
    private static void nothingHappensBetweenScenarios(String output) {
        List<JsonNode> before = Scenarios.counts(output, "before");
        List<JsonNode> after = Scenarios.counts(output, "after");
        for (int next = 1; next < before.size(); next++) {
            for (String figure : List.of("missing", "repeated")) {
                assertThat(before.get(next).get(figure))
                        .as("%s before scenario %d", figure, next + 1)
                        .isEqualTo(after.get(next - 1).get(figure));
            }
        }
    }
}
