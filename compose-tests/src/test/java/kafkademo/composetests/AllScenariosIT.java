package kafkademo.composetests;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Plays every scenario that needs no other stack than that of the overlay. To measure some of them again: {@code
 * -Dit.test=AllScenariosIT -Dscenario=REGEX}.
 */
@WithStack(Composition.OBSERVED)
class AllScenariosIT extends FullScenarios {
    AllScenariosIT(ComposeStack stack) {
        super(stack);
    }

    /** A harmless one comes first: later it would have to wait until the alerts of the others are resolved. */
    static List<String> names() {
        return Scenarios.names().stream()
                .filter(name -> name.matches(System.getProperty("scenario", ".*")))
                .filter(name ->
                        List.of("", "observability/docker-compose.yml").contains(new ScenarioPage(name).overlay()))
                .sorted(Comparator.comparing(name -> !new ScenarioPage(name).isHarmless()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsItsFingerprintAndLeavesTheStackAsItWas(String name) {
        play(name);
    }
}
