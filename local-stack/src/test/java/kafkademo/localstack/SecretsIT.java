package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Looks for passwords and keys in everything that a service shows. */
@ExtendWith(SecuredBrokerExtension.class)
class SecretsIT {
    private static final String PASSWORD = "Tr0ub4dor-login";
    private static final String KEY_PASSWORD = "Tr0ub4dor-key";
    private static final String JAAS = "KAFKA_CLIENT_SASL_JAAS_CONFIG";
    private static final FreePorts PORTS = new FreePorts();

    private final SecuredBroker broker;

    @TempDir
    private Path folder;

    SecretsIT(SecuredBroker broker) {
        this.broker = broker;
        broker.setPassword("secretive", PASSWORD);
        broker.allowServices("secretive", "secrets");
        broker.allowServices("CN=services", "secrets");
    }

    private static Map<String, String> talkative(Map<String, String> settings, int jmxPort) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("CONSUMER_GROUP", "secrets");
        all.put("LOG_LEVEL", "trace");
        all.put("JMX_PORT", String.valueOf(jmxPort));
        return all;
    }

    /** Returns settings that say the same, each in a file. */
    private Map<String, String> inFiles(Map<String, String> settings) throws IOException {
        Path secrets = Files.createTempDirectory(folder, "secrets");
        Map<String, String> files = new HashMap<>();
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            Path file = Files.writeString(secrets.resolve(setting.getKey()), setting.getValue() + "\n");
            files.put(setting.getKey() + "_FILE", file.toString());
        }
        return files;
    }

    /** Both passwords, and each line of the key. */
    private static void assertNoSecrets(String what, List<String> shown, Map<String, String> settings) {
        List<String> secrets = new ArrayList<>(List.of(PASSWORD, KEY_PASSWORD, "Tr0ub4dor"));
        settings.getOrDefault("KAFKA_CLIENT_SSL_KEYSTORE_KEY", "")
                .lines()
                .filter(line -> !line.startsWith("-----"))
                .forEach(secrets::add);
        assertThat(shown)
                .as(what)
                .isNotEmpty()
                .noneMatch(line -> secrets.stream().anyMatch(line::contains));
    }

    /** The producer's settings are in files, the consumer's in variables. */
    @Test
    void neitherTheLogNorABeanNorAnAnswerOfControlShowsASecret() throws Exception {
        Map<String, String> password = talkative(broker.user("secretive", PASSWORD), PORTS.next());
        Map<String, String> certificate = talkative(broker.certified(KEY_PASSWORD), PORTS.next());
        try (ServiceRun producer = ServiceRun.producer(broker.artifacts(), inFiles(password));
                ServiceRun consumer = ServiceRun.consumer(broker.artifacts(), certificate)) {
            assertShowsNoSecret(producer, password, "sent");
            assertShowsNoSecret(consumer, certificate, "processed");
        }
        ReconcileRun reconcile = ReconcileRun.of(broker.artifacts(), folder, inFiles(password), "--json");

        assertThat(reconcile.total().get("processed").getAsLong()).isPositive();
        assertNoSecrets("reconcile", List.of(reconcile.err() + reconcile.out()), password);
    }

    /** The level is in a file as well, and it is the level that shows most. */
    @Test
    void secretsInFilesAreUsedAndAreShownAsLittle() throws Exception {
        Map<String, String> password = talkative(broker.user("secretive", PASSWORD), PORTS.next());
        Map<String, String> certificate = talkative(broker.certified(KEY_PASSWORD), PORTS.next());
        try (ServiceRun producer = ServiceRun.producer(broker.artifacts(), inFiles(password));
                ServiceRun consumer = ServiceRun.consumer(broker.artifacts(), inFiles(certificate))) {
            assertShowsNoSecret(producer, password, "sent");
            assertShowsNoSecret(consumer, certificate, "processed");
        }
        ReconcileRun reconcile = ReconcileRun.of(broker.artifacts(), folder, inFiles(password), "--json");

        assertThat(reconcile.total().get("processed").getAsLong()).isPositive();
        assertNoSecrets("reconcile", List.of(reconcile.err() + reconcile.out()), password);
    }

    private void assertShowsNoSecret(ServiceRun run, Map<String, String> settings, String working) throws Exception {
        // At this level the Kafka client prints its own lines, so these are raw.
        run.awaitThat(() -> assertThat(run.output()).anyMatch(line -> line.contains(" - " + working + " ")));
        assertThat(run.output()).anyMatch(line -> line.contains("[hidden]"));
        assertNoSecrets("beans", beans(settings.get("JMX_PORT")), settings);
        String socket = run.output().stream()
                .filter(line -> line.contains(" - starting "))
                .findFirst()
                .orElseThrow()
                .replaceFirst(".* control=", "");
        ControlRun table = ControlRun.of(broker.artifacts(), Path.of(socket));
        ControlRun refused = ControlRun.of(broker.artifacts(), Path.of(socket), JAAS + "=" + PASSWORD);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertNoSecrets("control", List.of(table.output(), refused.output()), settings);
        run.terminate();
        run.awaitThat(() -> assertThat(run.output()).anyMatch(line -> line.contains(" - stopped")));
        assertNoSecrets("log", run.output(), settings);
    }

    /** Returns the names of all beans with all their attributes. */
    private static List<String> beans(String port) throws Exception {
        String address = "service:jmx:rmi:///jndi/rmi://localhost:" + port + "/jmxrmi";
        List<String> beans = new ArrayList<>();
        try (JMXConnector connector = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
            MBeanServerConnection server = connector.getMBeanServerConnection();
            for (ObjectName name : server.queryNames(null, null)) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    beans.add(name + " " + attribute.getName() + " " + value(server, name, attribute.getName()));
                }
            }
        }
        return beans;
    }

    private static String value(MBeanServerConnection server, ObjectName name, String attribute) throws Exception {
        try {
            Object value = server.getAttribute(name, attribute);
            return value instanceof Object[] array ? Arrays.deepToString(array) : String.valueOf(value);
        } catch (RuntimeMBeanException e) {
            return e.toString(); // some of the JVM's own attributes are not supported
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Login required username=\"u\" password=\"Tr0ub4dor-login\"",
                "Login Tr0ub4dor-login username=\"u\";",
                "Login required password=Tr0ub4dor-login username;",
                "Tr0ub4dor-login",
                "Tr0ub4dor-login required username=\"u\" password=\"x\";",
                "Login required password=\"Tr0ub4dor-login;",
            })
    void aMalformedLoginConfigurationIsRefusedWithoutBeingQuoted(String login) throws Exception {
        Map<String, String> settings = broker.user("secretive", PASSWORD);
        settings.put(JAAS, login.replace("Login", "org.apache.kafka.common.security.scram.ScramLoginModule"));
        ReconcileRun run = ReconcileRun.of(broker.artifacts(), folder, settings);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).containsOnlyOnce("\n");
        assertNoSecrets("refusal", List.of(run.err() + run.out()), settings);
    }

    @Test
    void aWrongKeyPasswordIsRefusedWithoutBeingQuoted() throws Exception {
        Map<String, String> settings = broker.certified(KEY_PASSWORD);
        settings.put("KAFKA_CLIENT_SSL_KEY_PASSWORD", PASSWORD);
        ReconcileRun run = ReconcileRun.of(broker.artifacts(), folder, settings);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).containsOnlyOnce("\n");
        assertNoSecrets("refusal", List.of(run.err() + run.out()), settings);
    }

    @Test
    void aSecretUnderAWrongNameIsRefusedWithoutBeingQuoted() throws Exception {
        Map<String, String> settings = broker.certified(KEY_PASSWORD);
        settings.put("KAFKA_CLIENT_SASL_PASSWORD", PASSWORD);
        settings.put("KAFKA_CLIENT_SECURITY_PROTOCOL", "TLS");
        ReconcileRun run = ReconcileRun.of(broker.artifacts(), folder, settings);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("KAFKA_CLIENT_SASL_PASSWORD is not allowed")
                .hasLineCount(2);
        assertNoSecrets("refusal", List.of(run.err() + run.out()), settings);
    }
}
