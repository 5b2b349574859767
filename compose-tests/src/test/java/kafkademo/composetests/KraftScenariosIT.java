package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Plays a scenario on a broker without ZooKeeper. */
@WithStack(Composition.KRAFT)
@Tag("all-scenarios")
@Order(Integer.MAX_VALUE)
class KraftScenariosIT {
    private final ComposeStack stack;

    KraftScenariosIT(ComposeStack stack) {
        this.stack = stack;
    }

    @Test
    void aBrokerCrashLosesNothing() {
        Broker.awaitFlow();
        StackSettings before = StackSettings.of(stack);

        JsonNode answer = Scenarios.answer(Scenarios.run("broker-crash").orFail());

        JsonNode incident = answer.path("incidents").path(0);
        assertThat(Scenarios.unseen(incident)).isEmpty();
        assertThat(incident.path("impact").path("lost").asInt(-1)).isZero();
        assertThat(StackSettings.of(stack)).isEqualTo(before);
    }

    @Test
    void whatNeedsZooKeeperIsRefused() {
        Command.Result refused = Scenarios.run("zookeeper-loss");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.output()).contains("zookeeper-loss needs zookeeper");
    }
}
