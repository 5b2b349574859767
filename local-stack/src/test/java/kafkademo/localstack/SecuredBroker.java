package kafkademo.localstack;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafkademo.localstack.TestCertificates.Identity;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A real KRaft broker that lets nobody in without the right certificate, password or right. Its administrator has a
 * listener of its own.
 */
final class SecuredBroker implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String LOCAL = "127.0.0.1:";

    /** How a client may be received. */
    enum Listener {
        /** Encrypts, and lets everybody in. */
        TLS("SSL"),
        /** Encrypts, and asks for a user name and a password. */
        SCRAM("SASL_SSL"),
        /** Encrypts, and asks for a certificate. */
        MUTUAL("SSL"),
        /** Like {@link #TLS}, with a certificate that is no longer valid. */
        EXPIRED("SSL"),
        /** Like {@link #TLS}, with another host's certificate. */
        ELSEWHERE("SSL"),
        /** For the administrator, who is nobody by name. */
        ADMIN("PLAINTEXT"),
        /** Named as {@link KraftBroker#CONTROLLER}. */
        CONTROLLER("PLAINTEXT");

        private final String protocol;

        Listener(String protocol) {
            this.protocol = protocol;
        }
    }

    private final Artifacts artifacts = Artifacts.under(Path.of(System.getProperty("project.root")));
    private final RunFolder folder = RunFolder.create();
    private final KraftBroker kafka;
    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    private final TestCertificates certificates = new TestCertificates(folder.path(), "authority");
    private final Identity client = certificates.issue("services");
    private final Admin admin;

    SecuredBroker() {
        FreePorts free = new FreePorts();
        for (Listener listener : Listener.values()) {
            ports.put(listener, free.next());
        }
        kafka = new KraftBroker(
                artifacts, folder, properties(), ports.get(Listener.CONTROLLER), ports.get(Listener.ADMIN));
        admin = Admin.create(Map.of("bootstrap.servers", address(Listener.ADMIN)));
        createTopics();
    }

    Artifacts artifacts() {
        return artifacts;
    }

    String address(Listener listener) {
        return LOCAL + ports.get(listener);
    }

    /** Returns the settings of a client that trusts this broker's authority. */
    Map<String, String> trusting(Listener listener) {
        return trusting(listener, certificates.authority());
    }

    /** Returns the settings of a client that trusts this authority, given as PEM. */
    Map<String, String> trusting(Listener listener, String authority) {
        return new HashMap<>(Map.of(
                "KAFKA_BROKER",
                address(listener),
                "KAFKA_CLIENT_SECURITY_PROTOCOL",
                listener.protocol,
                "KAFKA_CLIENT_SSL_TRUSTSTORE_TYPE",
                "PEM",
                "KAFKA_CLIENT_SSL_TRUSTSTORE_CERTIFICATES",
                authority));
    }

    /** Returns the settings of a client that logs in with a password. */
    Map<String, String> user(String name, String password) {
        Map<String, String> settings = trusting(Listener.SCRAM);
        settings.put("KAFKA_CLIENT_SASL_MECHANISM", "SCRAM-SHA-512");
        settings.put(
                "KAFKA_CLIENT_SASL_JAAS_CONFIG",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + name + "\" password=\""
                        + password + "\";");
        return settings;
    }

    /** Returns the settings of a client with a certificate. Its name for the rights is {@code CN=services}. */
    Map<String, String> certified(String keyPassword) {
        Identity encrypted = TestCertificates.encrypted(client, keyPassword);
        Map<String, String> settings = trusting(Listener.MUTUAL);
        settings.put("KAFKA_CLIENT_SSL_KEYSTORE_TYPE", "PEM");
        settings.put("KAFKA_CLIENT_SSL_KEYSTORE_CERTIFICATE_CHAIN", encrypted.chain());
        settings.put("KAFKA_CLIENT_SSL_KEYSTORE_KEY", encrypted.key());
        settings.put("KAFKA_CLIENT_SSL_KEY_PASSWORD", keyPassword);
        return settings;
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        properties.put("inter.broker.listener.name", Listener.ADMIN.name());
        properties.put("listeners", listeners(Set.of(Listener.values())));
        properties.put(
                "listener.security.protocol.map",
                ports.keySet().stream()
                        .map(listener -> listener + ":" + listener.protocol)
                        .collect(Collectors.joining(",")));
        properties.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        // Who comes without a certificate and without a password has no other name, be it on ADMIN or on TLS.
        properties.put("super.users", "User:ANONYMOUS");
        properties.put("sasl.enabled.mechanisms", "SCRAM-SHA-512");
        properties.put(
                "listener.name.scram.scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        Identity right = certificates.issue("broker", "-ext", "san=ip:127.0.0.1");
        present(properties, Listener.TLS, right);
        present(properties, Listener.SCRAM, right);
        present(properties, Listener.MUTUAL, right);
        properties.put("listener.name.mutual.ssl.client.auth", "required");
        properties.put("listener.name.mutual.ssl.truststore.type", "PEM");
        properties.put("listener.name.mutual.ssl.truststore.certificates", certificates.authority());
        present(
                properties,
                Listener.EXPIRED,
                certificates.issue("expired", "-ext", "san=ip:127.0.0.1", "-startdate", "-3d", "-validity", "2"));
        present(properties, Listener.ELSEWHERE, certificates.issue("elsewhere", "-ext", "san=dns:kafka.example"));
        return properties;
    }

    private String listeners(Collection<Listener> all) {
        return all.stream()
                .map(listener -> listener + "://" + address(listener))
                .collect(Collectors.joining(","));
    }

    private static void present(Map<String, String> properties, Listener listener, Identity identity) {
        String prefix = "listener.name." + listener.name().toLowerCase(Locale.ROOT) + ".ssl.keystore.";
        properties.put(prefix + "type", "PEM");
        properties.put(prefix + "key", identity.key());
        properties.put(prefix + "certificate.chain", identity.chain());
    }

    /** Creates a user, or changes the user's password. */
    void setPassword(String user, String password) {
        ScramCredentialInfo info = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        TestBroker.join(
                () -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user, info, password)))
                        .all()
                        .get());
    }

    /** Gives a user a right. */
    void allow(String user, AclOperation operation, ResourceType type, String... names) {
        List<AclBinding> rights =
                Stream.of(names).map(name -> acl(user, operation, type, name)).toList();
        TestBroker.join(() -> admin.createAcls(rights).all().get());
    }

    /** Gives a user the rights that the two services need, and no other. */
    void allowServices(String user, String group) {
        String[] topics = TestBroker.TOPICS.toArray(String[]::new);
        allow(user, AclOperation.WRITE, ResourceType.TOPIC, topics);
        allow(user, AclOperation.READ, ResourceType.TOPIC, topics);
        allow(user, AclOperation.READ, ResourceType.GROUP, group);
    }

    private static AclBinding acl(String principal, AclOperation operation, ResourceType type, String name) {
        return new AclBinding(
                new ResourcePattern(type, name, PatternType.LITERAL),
                new AccessControlEntry("User:" + principal, "*", operation, AclPermissionType.ALLOW));
    }

    void createTopics() {
        List<NewTopic> topics = TestBroker.TOPICS.stream()
                .map(name -> new NewTopic(name, Optional.of(TestBroker.PARTITIONS), Optional.empty()))
                .toList();
        // A topic that is being deleted can't be created yet.
        await().atMost(LIMIT).ignoreException(IllegalStateException.class).until(() -> {
            TestBroker.join(() -> admin.createTopics(topics).all().get());
            return true;
        });
    }

    /** Deletes all topics. Dead letters would name records that are no longer there. */
    void deleteTopics() {
        TestBroker.join(() -> admin.deleteTopics(topics()).all().get());
        await().atMost(LIMIT).until(() -> topics().isEmpty());
    }

    private Set<String> topics() {
        return TestBroker.join(() -> admin.listTopics().names().get());
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        kafka.close();
        folder.close();
    }
}
