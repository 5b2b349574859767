package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import kafkademo.localstack.ChaosAction.Kind;
import org.junit.jupiter.api.Test;

class ChaosPlanTest {
    private static final int KINDS = Kind.values().length;

    @Test
    void theSameSeedGivesTheSameActionsInEveryVersion() {
        assertThat(ChaosPlan.of(7, 40)).isEqualTo(ChaosPlan.of(7, 40));
        // Reports name their seeds. They are worth nothing once a seed draws something else.
        assertThat(ChaosPlan.of(7, 3))
                .extracting(ChaosAction::describe)
                .containsExactly(
                        "transaction aborted: 5 records in inventory_updates",
                        "second consumer joins and is killed: 1.6 s",
                        "ZooKeeper frozen: 6.5 s");
    }

    @Test
    void anotherSeedGivesOtherActions() {
        assertThat(ChaosPlan.of(1, KINDS)).isNotEqualTo(ChaosPlan.of(2, KINDS));
    }

    @Test
    void aLongerPlanBeginsWithAShorterOne() {
        List<ChaosAction> longer = ChaosPlan.of(3, 100);
        assertThat(longer).hasSize(100);
        assertThat(ChaosPlan.of(3, 30)).isEqualTo(longer.subList(0, 30));
    }

    @Test
    void everyKindOccursBeforeOneOccursAgain() {
        assertThat(ChaosPlan.of(5, 2 * KINDS).subList(KINDS, 2 * KINDS))
                .extracting(ChaosAction::kind)
                .containsExactlyInAnyOrder(Kind.values());
    }

    @Test
    void everyFreezeIsLongerThanASession() {
        assertThat(ChaosPlan.of(9, 20 * KINDS))
                .filteredOn(action -> action.kind().name().endsWith("_FROZEN"))
                .hasSize(4 * 20)
                .allSatisfy(action -> assertThat(action.away()).isGreaterThan(3_000));
    }
}
