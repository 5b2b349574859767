package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What selects pods by their labels selects the right ones. Kubernetes says nothing if it selects none. */
class SelectorsTest {
    private static Map<String, String> labels(String service) {
        return deployment(service).getSpec().getTemplate().getMetadata().getLabels();
    }

    private static Deployment deployment(String service) {
        return Manifests.readOne("base/" + service + ".yaml", Deployment.class);
    }

    private static boolean matches(Map<String, String> selector, String service) {
        return !selector.isEmpty() && labels(service).entrySet().containsAll(selector.entrySet());
    }

    private static void assertOnlyConsumer(Map<String, String> selector) {
        assertThat(matches(selector, "consumer")).isTrue();
        assertThat(matches(selector, "producer")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aDeploymentSelectsItsOwnPods(String service) {
        Map<String, String> selector =
                deployment(service).getSpec().getSelector().getMatchLabels();
        String other = service.equals("producer") ? "consumer" : "producer";
        assertThat(matches(selector, service)).isTrue();
        assertThat(matches(selector, other)).isFalse();
    }

    @Test
    void consumersLeaveOneAfterTheOther() {
        var budget = Manifests.readOne("base/consumer-disruption-budget.yaml", PodDisruptionBudget.class)
                .getSpec();
        assertOnlyConsumer(budget.getSelector().getMatchLabels());
        assertThat(budget.getMaxUnavailable().getValue()).isEqualTo(1);
        assertThat(budget.getUnhealthyPodEvictionPolicy()).isEqualTo("AlwaysAllow");
    }

    @Test
    void consumersSpreadOverTheNodes() {
        assertThat(deployment("consumer").getSpec().getTemplate().getSpec().getTopologySpreadConstraints())
                .singleElement()
                .satisfies(
                        spread -> assertOnlyConsumer(spread.getLabelSelector().getMatchLabels()));
    }

    /** Neither listens anywhere: the images expose no port, and JMX is closed. */
    @Test
    void nobodyConnectsToAService() {
        var policy = Manifests.readOne("base/network-policy.yaml", NetworkPolicy.class)
                .getSpec();
        assertThat(policy.getPolicyTypes()).containsExactly("Ingress");
        assertThat(policy.getIngress()).isEmpty();
        for (String service : new String[] {"producer", "consumer"}) {
            assertThat(matches(policy.getPodSelector().getMatchLabels(), service))
                    .isTrue();
            assertThat(deployment(service).getSpec().getTemplate().getSpec().getContainers())
                    .allSatisfy(container -> assertThat(container.getPorts()).isEmpty());
            assertThat(ComposeService.named(service).dockerfile()).doesNotContain("EXPOSE");
        }
    }
}
