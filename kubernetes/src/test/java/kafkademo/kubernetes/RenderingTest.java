package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Renders the overlays with {@code kubectl kustomize}. Is skipped if there is no kubectl. */
class RenderingTest {
    private static final long LIMIT_S = 60;

    @TempDir
    Path folder;

    private List<Object> render(String overlay) throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process kubectl = start(new ProcessBuilder("kubectl", "kustomize", "overlays/" + overlay)
                .directory(Manifests.FOLDER.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile()));
        try {
            assertThat(kubectl.waitFor(LIMIT_S, TimeUnit.SECONDS)).isTrue();
            // A file that uses what is deprecated is rendered with a warning.
            assertThat(err).content(StandardCharsets.UTF_8).isEmpty();
            assertThat(kubectl.exitValue()).isZero();
        } finally {
            kubectl.destroyForcibly();
        }
        return Manifests.parse(Files.readString(out)).stream().map(Types::read).toList();
    }

    private static Process start(ProcessBuilder command) {
        try {
            return command.start();
        } catch (IOException e) {
            String reason = "there is no kubectl, so nothing is rendered";
            System.out.println("SKIPPED RenderingTest: " + reason); // Maven does not print the reason
            return abort(reason);
        }
    }

    private static <T> Map<String, T> byName(List<Object> resources, Class<T> type) {
        return resources.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .collect(Collectors.toMap(
                        resource -> ((HasMetadata) resource).getMetadata().getName(), resource -> resource));
    }

    @ParameterizedTest
    @ValueSource(strings = {"strimzi", "managed", "strimzi-keda", "managed-keda"})
    void anOverlayIsComplete(String overlay) throws IOException, InterruptedException {
        List<Object> resources = render(overlay);
        Map<String, Deployment> deployments = byName(resources, Deployment.class);
        Map<String, ConfigMap> configMaps = byName(resources, ConfigMap.class);
        assertThat(deployments).containsOnlyKeys("producer", "consumer");
        deployments.forEach((service, deployment) -> {
            assertThat(deployment.getMetadata().getNamespace()).isEqualTo("kafka-demo");
            Container container =
                    deployment.getSpec().getTemplate().getSpec().getContainers().get(0);
            assertThat(container.getImage()).isEqualTo("kafka-demo-" + service + ":1.0");
            assertThat(variables(container, configMaps))
                    .containsAll(ComposeService.named(service).environment().keySet());
            assertThat(secrets(container))
                    .isEqualTo(
                            overlay.startsWith("managed")
                                    ? List.of("kafka-client")
                                    : List.of(service, "demo-cluster-ca-cert"));
        });
        boolean scaled = overlay.endsWith("-keda");
        assertThat(resources.stream().filter(ScaledObject.class::isInstance)).hasSize(scaled ? 1 : 0);
        assertThat(deployments.get("consumer").getSpec().getReplicas()).isEqualTo(scaled ? null : 1);
    }

    /** Fails if a ConfigMap is not there under the name that the pod asks for. */
    private static List<String> variables(Container container, Map<String, ConfigMap> configMaps) {
        return container.getEnvFrom().stream()
                .filter(source -> source.getConfigMapRef() != null)
                .map(source -> source.getConfigMapRef().getName())
                .peek(name -> assertThat(configMaps).containsKey(name))
                .flatMap(name -> configMaps.get(name).getData().keySet().stream())
                .toList();
    }

    private static List<String> secrets(Container container) {
        List<String> whole = container.getEnvFrom().stream()
                .filter(source -> source.getSecretRef() != null)
                .map(source -> source.getSecretRef().getName())
                .toList();
        List<String> single = container.getEnv().stream()
                .map(variable -> variable.getValueFrom().getSecretKeyRef().getName())
                .toList();
        return whole.isEmpty() ? single : whole;
    }
}
