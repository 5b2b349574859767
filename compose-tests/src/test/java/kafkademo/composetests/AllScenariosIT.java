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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Plays every scenario in full, with the overlay, and writes what it has measured into the scenario's page, with a
 * picture. Takes more than an hour: {@code mvn verify -Pscenarios}.
 */
@WithStack(Composition.OBSERVED)
@Tag("all-scenarios")
@Order(Integer.MAX_VALUE)
class AllScenariosIT {
    private static final String SEED = "7";
    /** Some alerts look back for ten minutes. */
    private static final Duration UNTIL_RESOLVED = Duration.ofMinutes(15);

    private final ComposeStack stack;

    AllScenariosIT(ComposeStack stack) {
        this.stack = stack;
    }

    static List<String> names() {
        return Scenarios.names();
    }

    @AfterAll
    static void allAlertsResolve() {
        await("all alerts are resolved")
                .atMost(UNTIL_RESOLVED)
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).isEmpty());
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsItsFingerprintAndLeavesTheStackAsItWas(String name) {
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
        List<String> fired = page.firedDuring(answer);
        if (page.isHarmless()) {
            assertThat(answer.path("incidents")).isEmpty();
            assertThat(fired).isEmpty();
        } else {
            assertThat(StreamSupport.stream(answer.path("incidents").spliterator(), false))
                    .singleElement()
                    .satisfies(incident -> assertThat(Scenarios.unseen(incident))
                            .as("not seen")
                            .isEmpty());
        }
        page.write(answer, fired);
        ScenarioPicture picture = new ScenarioPicture(name, answer);
        await("what the picture shows is over")
                .atMost(Duration.ofMinutes(1))
                .until(() -> Instant.now().isAfter(picture.end()));
        picture.write(Scenarios.FOLDER.resolve(name).resolve(ScenarioPicture.FILE));
    }
}
