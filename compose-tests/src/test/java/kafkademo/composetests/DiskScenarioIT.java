package kafkademo.composetests;

import org.junit.jupiter.api.Test;

/** Plays the scenario that needs a small disk. */
@WithStack(Composition.SMALL_DISK)
class DiskScenarioIT extends FullScenarios {
    DiskScenarioIT(ComposeStack stack) {
        super(stack);
    }

    @Test
    void aFullDiskShowsItsFingerprintAndIsEmptiedAgain() {
        play("disk-full");
    }
}
