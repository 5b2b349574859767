package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known from {@code docker-compose.yml} works here. */
class SettingsTest {
    private static final String BROKER = "KAFKA_BROKER";

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void theSettingsAndTheirValuesAreThoseOfCompose(String service) {
        Map<String, String> compose =
                new HashMap<>(ComposeService.named(service).environment());
        assertThat(compose.remove(BROKER)).isNotNull(); // the overlay's
        assertThat(Kustomization.in("base").literals(service)).isEqualTo(compose);
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aServiceReadsTheConfigMapOfTheOverlayAndItsOwn(String service) {
        var container = Manifests.readOne("base/" + service + ".yaml", Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);
        assertThat(container.getEnvFrom())
                .extracting(source -> source.getConfigMapRef().getName())
                .containsExactly("kafka", service);
        assertThat(container.getEnv()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/strimzi", "overlays/managed"})
    void anOverlaySaysHowToReachTheBroker(String overlay) {
        Map<String, String> variables = Kustomization.in(overlay).literals("kafka");
        assertThat(variables).containsKey(BROKER);
        assertThat(variables.keySet()).allSatisfy(SettingsTest::assertDocumented);
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void whatComesFromASecretIsDocumentedToo(String service) {
        List<EnvVar> variables = StrimziTest.credentials(service);
        assertThat(variables).isNotEmpty().extracting(EnvVar::getName).allSatisfy(SettingsTest::assertDocumented);
    }

    @Test
    void theImagesAreThoseThatComposeBuilds() {
        assertThat(Kustomization.in("base").images())
                .extracting(image -> image.name() + " " + image.newName())
                .containsExactly("producer kafka-demo-producer", "consumer kafka-demo-consumer");
        assertThat(Kustomization.in("base").images())
                .allSatisfy(image ->
                        assertThat(image.newTag()).isNotEqualTo("latest").isNotBlank());
        for (String service : new String[] {"producer", "consumer"}) {
            assertThat(ComposeService.named(service).fields())
                    .containsKey("build")
                    .doesNotContainKey("image");
        }
    }

    static void assertDocumented(String variable) {
        assertThat(Manifests.text("docs/secured-clusters.md")).containsPattern("\\b" + variable + "\\b");
    }
}
