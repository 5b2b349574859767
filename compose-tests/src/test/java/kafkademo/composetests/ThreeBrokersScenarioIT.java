package kafkademo.composetests;

import org.junit.jupiter.api.Test;

/** Plays the scenario that needs three brokers. */
@WithStack(Composition.THREE_BROKERS)
class ThreeBrokersScenarioIT extends FullScenarios {
    ThreeBrokersScenarioIT(ComposeStack stack) {
        super(stack);
    }

    @Test
    void twoDeadBrokersShowTheirFingerprintAndComeBack() {
        play("three-brokers");
    }
}
