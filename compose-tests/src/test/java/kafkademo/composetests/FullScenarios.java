package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import tools.jackson.databind.JsonNode;

/**
 * Plays scenarios in full, with the overlay, and writes what it has measured into their pages, with a picture. All of them take more than
 * two hours: {@code mvn verify -Pscenarios}.
 */
@Tag("all-scenarios")
@Order(Integer.MAX_VALUE)
abstract class FullScenarios {
    private static final String SEED = "7";
    /** Some alerts look back for ten minutes. */
    private static final Duration UNTIL_RESOLVED = Duration.ofMinutes(15);

    private final ComposeStack stack;

    FullScenarios(ComposeStack stack) {
        this.stack = stack;
    }

    @AfterAll
    static void allAlertsResolve() {
        await("all alerts are resolved")
                .atMost(UNTIL_RESOLVED)
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).isEmpty());
    }

    /** Plays a scenario, and checks what is seen of it, what it does to the records, and what it leaves behind. */
    final void play(String name) {
        ScenarioPage page = new ScenarioPage(name);
        await("what the last scenario has set off is over")
                .atMost(UNTIL_RESOLVED)
                .untilAsserted(() -> {
                    List<String> firing = Prometheus.alerts("firing");
                    assertThat(firing)
                            .filteredOn(
                                    alert -> page.isHarmless() || page.alerts().contains(alert))
                            .isEmpty();
                });
        Broker.awaitFlow();
        StackSettings before = StackSettings.of(stack);

        JsonNode answer = Scenarios.answer(Scenarios.run(name, "--seed", SEED).orFail());

        assertThat(StackSettings.of(stack)).isEqualTo(before);
        ScenarioPicture picture = new ScenarioPicture(name, answer);
        await("what the picture shows is over")
                .atMost(Duration.ofMinutes(1))
                .until(() -> Instant.now().isAfter(picture.end()));
        List<String> fired = ScenarioPage.firedDuring(answer, picture.end());
        if (page.isHarmless()) {
            assertThat(answer.path("incidents")).isEmpty();
            assertThat(fired).isEmpty();
        } else {
            assertThat(StreamSupport.stream(answer.path("incidents").spliterator(), false))
                    .singleElement()
                    .satisfies(Harm::check);
        }
        page.write(answer, fired);
        picture.write(Scenarios.FOLDER.resolve(name).resolve(ScenarioPicture.FILE));
    }
}
