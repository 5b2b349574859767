package kafkademo.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.kafka.listener.GenericKafkaListener;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import io.strimzi.api.kafka.model.topic.KafkaTopicSpec;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import kafkademo.common.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The cluster that Strimzi runs has what the services need, and gives them no more than that. */
class StrimziTest {
    private static final String FOLDER = "overlays/strimzi/";
    private static final Kafka KAFKA = Manifests.readOne(FOLDER + "kafka.yaml", Kafka.class);
    private static final KafkaNodePool NODES = Manifests.readOne(FOLDER + "kafka.yaml", KafkaNodePool.class);
    private static final List<KafkaTopic> TOPICS = Manifests.read(FOLDER + "topics.yaml", KafkaTopic.class);
    private static final List<KafkaUser> USERS = Manifests.read(FOLDER + "users.yaml", KafkaUser.class);
    private static final String CLUSTER = KAFKA.getMetadata().getName();

    /** The variables that a service gets from the operator's Secrets. */
    static List<EnvVar> credentials(String service) {
        Deployment patch = Manifests.readOne(FOLDER + service + "-credentials.yaml", Deployment.class);
        assertThat(patch.getMetadata().getName()).isEqualTo(service);
        var container = patch.getSpec().getTemplate().getSpec().getContainers().get(0);
        assertThat(container.getName()).isEqualTo(service);
        return container.getEnv();
    }

    private static int config(String name) {
        return (Integer) KAFKA.getSpec().getKafka().getConfig().get(name);
    }

    private static GenericKafkaListener listener() {
        assertThat(KAFKA.getSpec().getKafka().getListeners()).hasSize(1);
        return KAFKA.getSpec().getKafka().getListeners().get(0);
    }

    @Test
    void everythingBelongsToTheCluster() {
        assertThat(Stream.of(List.of(NODES), TOPICS, USERS).flatMap(List::stream))
                .extracting((HasMetadata resource) -> resource.getMetadata().getLabels())
                .containsOnly(Map.of("strimzi.io/cluster", CLUSTER));
    }

    @Test
    void theTopicsAreThoseOfTheServices() {
        assertThat(TOPICS).extracting(topic -> topic.getSpec().getTopicName()).containsExactlyElementsOf(Topic.names());
        assertThat(TOPICS).extracting(topic -> topic.getSpec().getPartitions()).containsOnly(Topic.PARTITIONS);
        assertThat(TOPICS)
                .extracting(topic -> topic.getMetadata().getName())
                .as("names that Kubernetes allows")
                .allMatch(name -> name.matches("[a-z]([a-z-]*[a-z])?"));
    }

    @Test
    void theTopicsAreBoundedAsInCompose() {
        Map<String, String> compose = ComposeService.named("kafka").environment();
        long hours = Long.parseLong(compose.get("KAFKA_LOG_RETENTION_HOURS"));
        assertThat(TOPICS)
                .extracting(KafkaTopic::getSpec)
                .extracting(KafkaTopicSpec::getConfig)
                .allSatisfy(config -> {
                    assertThat(config.get("retention.ms")).hasToString(String.valueOf(hours * 3_600_000));
                    assertThat(config.get("retention.bytes")).hasToString(compose.get("KAFKA_LOG_RETENTION_BYTES"));
                    assertThat(config.get("segment.bytes")).hasToString(compose.get("KAFKA_LOG_SEGMENT_BYTES"));
                });
    }

    @Test
    void aNodeMayFail() {
        int nodes = NODES.getSpec().getReplicas();
        assertThat(TOPICS).extracting(topic -> topic.getSpec().getReplicas()).containsOnly(nodes);
        assertThat(config("offsets.topic.replication.factor")).isEqualTo(nodes);
        assertThat(config("default.replication.factor")).isEqualTo(nodes);
        assertThat(config("min.insync.replicas")).isEqualTo(nodes - 1);
    }

    @Test
    void nobodyButTheOperatorMakesTopics() {
        assertThat(KAFKA.getSpec().getKafka().getConfig()).containsEntry("auto.create.topics.enable", false);
        assertThat(KAFKA.getSpec().getEntityOperator().getTopicOperator()).isNotNull();
        assertThat(KAFKA.getSpec().getEntityOperator().getUserOperator()).isNotNull();
        assertThat(KAFKA.getSpec().getKafka().getAuthorization().getType()).isEqualTo("simple");
    }

    /** RightsIT in local-stack runs the services with these rights, and shows that they stop working without one. */
    @Test
    void eachServiceHasTheRightsThatItNeedsAndNoOthers() {
        assertThat(USERS).extracting(user -> user.getMetadata().getName()).containsExactly("producer", "consumer");
        assertThat(rights(USERS.get(0)))
                .containsExactlyInAnyOrderElementsOf(Topic.names().stream()
                        .map(topic -> "[WRITE] topic " + topic)
                        .toList());
        assertThat(rights(USERS.get(1)))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(
                                Topic.names().stream().map(topic -> "[READ] topic " + topic),
                                Stream.of("[READ] group observability-demo"))
                        .toList());
    }

    private static List<String> rights(KafkaUser user) {
        return ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization())
                .getAcls().stream().map(StrimziTest::right).toList();
    }

    /** Fails for any other resource, and for a pattern instead of a name. */
    private static String right(AclRule rule) {
        assertThat(rule.getHost()).isEqualTo("*");
        assertThat(rule.getType().toValue()).isEqualTo("allow");
        if (rule.getResource() instanceof AclRuleTopicResource topic) {
            assertThat(topic.getPatternType().toValue()).isEqualTo("literal");
            return rule.getOperations() + " topic " + topic.getName();
        }
        AclRuleGroupResource group = (AclRuleGroupResource) rule.getResource();
        assertThat(group.getPatternType().toValue()).isEqualTo("literal");
        return rule.getOperations() + " group " + group.getName();
    }

    @Test
    void theAddressIsThatOfTheListener() {
        Kustomization overlay = Kustomization.in("overlays/strimzi");
        assertThat(overlay.literals("kafka"))
                .containsEntry(
                        "KAFKA_BROKER",
                        CLUSTER + "-kafka-bootstrap." + overlay.namespace() + ".svc:"
                                + listener().getPort());
    }

    @Test
    void theServicesAuthenticateAsTheListenerAsks() {
        assertThat(listener().isTls()).isTrue();
        assertThat(listener().getAuth().getType()).isEqualTo("scram-sha-512");
        assertThat(USERS)
                .extracting(user -> user.getSpec().getAuthentication().getType())
                .containsOnly("scram-sha-512");
        assertThat(Kustomization.in("overlays/strimzi").literals("kafka"))
                .containsEntry("KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL")
                .containsEntry("KAFKA_CLIENT_SASL_MECHANISM", "SCRAM-SHA-512")
                .containsEntry("KAFKA_CLIENT_SSL_TRUSTSTORE_TYPE", "PEM");
    }

    /** The operator names a user's Secret as the user, and that of the authority's certificate as the cluster. */
    @ParameterizedTest
    @ValueSource(strings = {"producer", "consumer"})
    void aServiceHasItsOwnPasswordAndTheClustersCertificate(String service) {
        assertThat(credentials(service))
                .extracting(variable -> {
                    var secret = variable.getValueFrom().getSecretKeyRef();
                    return variable.getName() + " " + secret.getName() + " " + secret.getKey();
                })
                .containsExactly(
                        "KAFKA_CLIENT_SASL_JAAS_CONFIG " + service + " sasl.jaas.config",
                        "KAFKA_CLIENT_SSL_TRUSTSTORE_CERTIFICATES " + CLUSTER + "-cluster-ca-cert ca.crt");
    }
}
