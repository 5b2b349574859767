package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.Map;
import kafkademo.common.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** KEDA adds consumers while records wait. It fails quietly if it lacks a name or a right. */
class ScalingTest {
    private static final int PARTITIONS = Topic.values().length * Topic.PARTITIONS;
    private static final ScaledObject SCALED =
            Manifests.readOne("components/keda/scaled-object.yaml", ScaledObject.class);

    private static ScaledObject.Trigger trigger() {
        assertThat(SCALED.spec().triggers()).hasSize(1);
        return SCALED.spec().triggers().get(0);
    }

    private static TriggerAuthentication authentication(String overlay) {
        return Manifests.readOne("overlays/" + overlay + "/authentication.yaml", TriggerAuthentication.class);
    }

    @Test
    void thereAreNeverMoreConsumersThanPartitions() {
        assertThat(SCALED.spec().maxReplicaCount()).isBetween(2, PARTITIONS);
        assertThat(SCALED.spec().minReplicaCount()).isEqualTo(1);
        Deployment consumer = Manifests.readOne("base/consumer.yaml", Deployment.class);
        assertThat(consumer.getSpec().getReplicas()).isBetween(1, PARTITIONS);
        assertThat(SCALED.spec().scaleTargetRef().name())
                .isEqualTo(consumer.getMetadata().getName());
    }

    /** Otherwise each {@code kubectl apply} would undo what KEDA has done. */
    @Test
    void withKedaTheDeploymentSaysNothingOfReplicas() {
        assertThat(Kustomization.in("components/keda").patches())
                .containsExactly(new Kustomization.Patch(
                        new Kustomization.Target("Deployment", "consumer"),
                        "- op: remove\n  path: /spec/replicas",
                        null));
    }

    @Test
    void theTriggerCountsWhatTheConsumerHasNotHandled() {
        assertThat(trigger().type()).isEqualTo("kafka");
        ScaledObject.KafkaTrigger kafka = trigger().metadata();
        assertThat(Manifests.text("README.md"))
                .contains("| `CONSUMER_GROUP` | consumer | `" + kafka.consumerGroup() + "` |");
        assertThat(ComposeService.named("consumer").environment()).doesNotContainKey("CONSUMER_GROUP");
        assertThat(Long.parseLong(kafka.lagThreshold())).isPositive();
        assertThat(kafka.offsetResetPolicy()).isEqualTo("earliest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"strimzi", "managed"})
    void theTriggerFindsTheBrokerAndItsCredentials(String way) {
        assertThat(Kustomization.in("overlays/" + way).literals("kafka"))
                .containsKey(trigger().metadata().bootstrapServersFromEnv());
        TriggerAuthentication authentication = authentication(way + "-keda");
        assertThat(authentication.metadata().name())
                .isEqualTo(trigger().authenticationRef().name());
        assertThat(authentication.parameters())
                .contains("sasl", "tls", "username", "password")
                .doesNotHaveDuplicates()
                .isSubsetOf("sasl", "tls", "username", "password", "ca");
        assertThat(Kustomization.in("overlays/" + way + "-keda"))
                .satisfies(overlay -> assertThat(overlay.components()).containsExactly("../../components/keda"))
                .satisfies(overlay -> assertThat(overlay.resources()).contains("../" + way));
    }

    /** KEDA asks for the group's offsets and the ends of the topics. The consumer may do both. */
    @Test
    void onStrimziKedaIsTheConsumersUser() {
        Kustomization overlay = Kustomization.in("overlays/strimzi-keda");
        Map<String, String> client = overlay.literals("keda-client");
        assertThat(client).isEqualTo(Map.of("sasl", "scram_sha512", "tls", "enable", "username", "consumer"));
        TriggerAuthentication.Spec spec = authentication("strimzi-keda").spec();
        assertThat(spec.configMapTargetRef())
                .allSatisfy(reference -> assertThat(reference.name()).isEqualTo("keda-client"))
                .extracting(TriggerAuthentication.Reference::key)
                .containsExactlyInAnyOrderElementsOf(client.keySet());
        assertThat(overlay.configMapGenerator().get(0).options().disableNameSuffixHash())
                .isTrue();
        assertThat(spec.secretTargetRef())
                .extracting(Object::toString)
                .containsExactlyElementsOf(List.of(
                        "Reference[parameter=password, name=consumer, key=password]",
                        "Reference[parameter=ca, name=demo-cluster-ca-cert, key=ca.crt]"));
    }
}
