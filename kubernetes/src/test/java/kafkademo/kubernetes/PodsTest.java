package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.strimzi.api.kafka.model.kafka.Kafka;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pods are confined, and have what the images need. The limits are those of {@code docker-compose.yml}. */
class PodsTest {
    private static Deployment deployment(String service) {
        return Manifests.readOne("base/" + service + ".yaml", Deployment.class);
    }

    private static PodSpec pod(String service) {
        return deployment(service).getSpec().getTemplate().getSpec();
    }

    private static Container container(String service) {
        assertThat(pod(service).getContainers()).hasSize(1);
        return pod(service).getContainers().get(0);
    }

    /** 256m in Docker is 256Mi in Kubernetes. */
    private static Quantity mebibytes(String docker) {
        return Quantity.parse(docker.replaceFirst("m$", "Mi"));
    }

    @Test
    void theNamespaceTakesOnlyConfinedPods() {
        Namespace namespace = Manifests.readOne("base/namespace.yaml", Namespace.class);
        assertThat(namespace.getMetadata().getLabels())
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aServiceIsConfinedAsTheNamespaceAsks(String service) {
        assertThat(RestrictedProfile.violations(pod(service))).isEmpty();
        assertThat(container(service).getSecurityContext().getReadOnlyRootFilesystem())
                .isTrue();
        assertThat(pod(service).getAutomountServiceAccountToken()).isFalse();
        assertThat(pod(service).getEnableServiceLinks()).isFalse();
    }

    @Test
    void whatTheOperatorStartsIsConfinedToo() {
        Kafka kafka = Manifests.readOne("overlays/strimzi/kafka.yaml", Kafka.class);
        var operators = kafka.getSpec().getEntityOperator().getTemplate();
        assertThat(Stream.of(
                        kafka.getSpec().getKafka().getTemplate().getKafkaContainer(),
                        operators.getTopicOperatorContainer(),
                        operators.getUserOperatorContainer()))
                .allSatisfy(template -> assertThat(RestrictedProfile.violations(template.getSecurityContext(), null))
                        .isEmpty());
    }

    static Stream<SecurityContext> unconfined() {
        return Stream.of(
                null,
                confined(context -> context.setPrivileged(true)),
                confined(context -> context.setAllowPrivilegeEscalation(null)),
                confined(context -> context.setRunAsNonRoot(false)),
                confined(context -> context.setRunAsUser(0L)),
                confined(context -> context.setSeccompProfile(new SeccompProfile(null, "Unconfined"))),
                confined(context -> context.setCapabilities(null)),
                confined(context -> context.setCapabilities(new Capabilities(List.of("SYS_TIME"), List.of("ALL")))));
    }

    private static SecurityContext confined(Consumer<SecurityContext> change) {
        SecurityContext context = container("producer").getSecurityContext();
        change.accept(context);
        return context;
    }

    @ParameterizedTest
    @MethodSource("unconfined")
    void theRulesNoticeWhatIsNotConfined(SecurityContext container) {
        PodSecurityContext pod = pod("producer").getSecurityContext();
        assertThat(RestrictedProfile.violations(container, pod)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void theUserIsTheImages(String service) {
        PodSecurityContext context = pod(service).getSecurityContext();
        assertThat(ComposeService.named(service).dockerfile().lines())
                .contains("USER " + context.getRunAsUser() + ":" + context.getRunAsGroup());
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void theProbeIsTheImagesHealthCheck(String service) {
        String dockerfile = ComposeService.named(service).dockerfile();
        Probe probe = container(service).getReadinessProbe();
        assertThat(probe.getExec().getCommand()).hasSize(1);
        String command = probe.getExec().getCommand().get(0);
        Matcher check = Pattern.compile(
                        "HEALTHCHECK --interval=(\\d+)s --timeout=(\\d+)s .*--retries=(\\d+) CMD \\[\"(\\w+)\"]")
                .matcher(dockerfile);
        assertThat(check.find()).isTrue();
        assertThat(List.of(probe.getPeriodSeconds(), probe.getTimeoutSeconds(), probe.getFailureThreshold(), command))
                .hasToString(List.of(check.group(1), check.group(2), check.group(3), check.group(4))
                        .toString());
        assertThat(dockerfile)
                .containsPattern("install -m 755 .*common/src/main/sh/" + command + "\\b")
                .contains("COPY --from=build /image/" + service + "/bin/ /usr/local/bin/");
        assertThat(Manifests.FOLDER.resolve("../common/src/main/sh/" + command)).matches(Files::isExecutable);
    }

    /** An unreachable broker makes a service unhealthy. A restart would not help, and would lose what waits to be sent. */
    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void nothingRestartsAServiceThatRuns(String service) {
        assertThat(container(service).getLivenessProbe()).isNull();
        assertThat(container(service).getStartupProbe()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void theLimitsAreThoseOfCompose(String service) {
        ComposeService compose = ComposeService.named(service);
        Map<String, Quantity> limits = container(service).getResources().getLimits();
        Map<String, Quantity> requests = container(service).getResources().getRequests();
        assertThat(limits).isEqualTo(Map.of("memory", mebibytes(compose.text("mem_limit"))));
        assertThat(requests).containsAllEntriesOf(limits).containsKey("cpu");
        assertThat(pod(service).getTerminationGracePeriodSeconds() + "s").isEqualTo(compose.text("stop_grace_period"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void onlyTheTemporaryFolderCanBeWrittenAndItIsInMemory(String service) {
        assertThat(container(service).getVolumeMounts()).singleElement().satisfies(mount -> {
            EmptyDirVolumeSource volume = pod(service).getVolumes().get(0).getEmptyDir();
            assertThat(volume.getMedium()).isEqualTo("Memory");
            assertThat(ComposeService.named(service).fields().get("tmpfs"))
                    .hasToString("[" + mount.getMountPath() + ":exec,size="
                            + volume.getSizeLimit().toString().replace("Mi", "m") + "]");
        });
    }

    /** Two producers at once, if only while one replaces the other, would send at twice the rate. */
    @Test
    void thereIsOneProducer() {
        assertThat(deployment("producer").getSpec().getReplicas()).isEqualTo(1);
        assertThat(deployment("producer").getSpec().getStrategy().getType()).isEqualTo("Recreate");
    }
}
