package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The stack's own broker lets in the two services, and nobody else. */
@WithStack(Composition.SECURE)
@Order(1)
class SecureIT {
    private static final String FOLDER = "/etc/kafka/secrets/demo/";
    private static final List<String> USERS = List.of("producer", "consumer");

    /** Answers begin with their length. In TLS, the first byte is the kind of record, which is never 0. */
    private static final int FIRST_BYTE_OF_KAFKA = 0;

    private final ComposeStack stack;

    SecureIT(ComposeStack stack) {
        this.stack = stack;
    }

    /** Returns a file that the broker's own user may read. */
    private String file(String name) {
        return Engine.docker("exec", stack.container("kafka"), "cat", FOLDER + name);
    }

    private String password(String user) {
        Matcher password = Pattern.compile("password=\"([0-9a-f]{48})\"").matcher(file(user + ".jaas"));
        assertThat(password.find()).as("there is a password").isTrue();
        return password.group(1);
    }

    /** Returns the properties of a client that trusts the broker's certificate. */
    private Map<String, Object> client(String user, String password) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "SCRAM-SHA-512",
                "sasl.jaas.config", file(user + ".jaas").replace(password(user), password),
                "ssl.truststore.type", "PEM",
                "ssl.truststore.certificates", file("certificate.pem"));
    }

    private Map<String, Object> client(String user) {
        return client(user, password(user));
    }

    /** Returns what a program on this machine needs besides. */
    private static Map<String, Object> onThisMachine(Map<String, Object> client) {
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("bootstrap.servers", "127.0.0.1:9092");
        properties.put("request.timeout.ms", 10_000);
        properties.put("default.api.timeout.ms", 10_000);
        return properties;
    }

    private static List<String> topics(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(onThisMachine(client))) {
            return List.copyOf(admin.listTopics().names().get());
        }
    }

    private void awaitFlow() {
        int sent = stack.log("producer", "sent").size();
        int processed = stack.log("consumer", "processed").size();
        await("messages flow").untilAsserted(() -> {
            assertThat(stack.log("producer", "sent")).hasSizeGreaterThan(sent);
            assertThat(stack.log("consumer", "processed")).hasSizeGreaterThan(processed);
        });
    }

    @Test
    void bothServicesAndReconcileWork() {
        awaitFlow();

        assertThat(stack.compose("run", "--rm", "--no-deps", "-T", "consumer", "reconcile", "--quiet"))
                .contains("Nothing lost, nothing repeated");
        for (String service : USERS) {
            assertThat(stack.output(service)).noneMatch(line -> line.contains("does not let this service"));
        }
    }

    @Test
    void aProgramOnThisMachineNeedsAUserWithThePassword() throws Exception {
        assertThat(topics(client("consumer"))).containsAll(Broker.TOPICS);

        assertThatThrownBy(() -> topics(client("consumer", "wrong")))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThatThrownBy(() -> topics(client("consumer", password("producer"))))
                .hasCauseInstanceOf(SaslAuthenticationException.class);
        assertThat(firstByteOfAnAnswerWithoutTls()).isNotEqualTo(FIRST_BYTE_OF_KAFKA);
    }

    /** Asks as the broker's health check does. Returns -1 if there is no answer. */
    private static int firstByteOfAnAnswerWithoutTls() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", 9092)) {
            socket.getOutputStream()
                    .write(HexFormat.of().parseHex("0000000e" + "0003" + "0001" + "00000001" + "ffff" + "00000000"));
            return socket.getInputStream().read();
        }
    }

    @Test
    void anotherContainerNeedsAUserWithThePassword() {
        assertThat(reconcile(client("consumer", "wrong")))
                .contains("Authentication failed during authentication due to invalid credentials");
        assertThat(reconcile(Map.of())).contains("speaks TLS");
        assertThat(inside("consumer", "bash", "-c", ": < /dev/tcp/kafka/29092").output())
                .contains("Connection refused");
    }

    /** Runs the command in a container that shares nothing with the stack but its network. */
    private String reconcile(Map<String, Object> client) {
        List<String> command = new ArrayList<>(List.of("docker", "run", "--rm"));
        command.addAll(List.of("--network", ComposeStack.PROJECT + "_default", "-e", "KAFKA_BROKER=kafka:29093"));
        client.forEach((property, value) -> {
            String name = "KAFKA_CLIENT_" + property.toUpperCase(Locale.ROOT).replace('.', '_');
            command.addAll(List.of("-e", name + "=" + value));
        });
        command.addAll(List.of(Engine.inspect(stack.container("consumer"), "{{.Image}}"), "reconcile", "--quiet"));
        return Command.run(Duration.ofMinutes(3), command).output();
    }

    @Test
    void aServiceHasTheRightsThatItNeedsAndNoOther() {
        assertThatThrownBy(() -> read(client("producer"))).isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> write(client("consumer"))).hasCauseInstanceOf(TopicAuthorizationException.class);
        for (String user : USERS) {
            assertThatThrownBy(() -> deleteTopic(client(user))).hasCauseInstanceOf(TopicAuthorizationException.class);
        }
    }

    private static void read(Map<String, Object> client) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(onThisMachine(client), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(new TopicPartition("orders", 0)));
            consumer.seekToBeginning(consumer.assignment());
            consumer.poll(Duration.ofSeconds(30));
        }
    }

    private static void write(Map<String, Object> client) throws Exception {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(onThisMachine(client), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("orders", new byte[0])).get();
        }
    }

    private static void deleteTopic(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(onThisMachine(client))) {
            admin.deleteTopics(List.of("orders")).all().get();
        }
    }

    @Test
    void aServiceReadsItsOwnPasswordAndNoOtherSecret() {
        for (String service : USERS) {
            String other = service.equals("producer") ? "consumer" : "producer";
            assertThat(inside(service, "cat", FOLDER + service + ".jaas").output())
                    .contains(password(service));
            assertThat(inside(service, "cat", FOLDER + other + ".jaas").output())
                    .contains("Permission denied");
            assertThat(inside(service, "cat", FOLDER + "broker.pem").output()).contains("Permission denied");
            assertThat(inside(service, "touch", FOLDER + "new").output()).contains("Read-only file system");
        }
    }

    private Command.Result inside(String service, String... command) {
        List<String> arguments = new ArrayList<>(List.of("exec", "-T", service));
        arguments.addAll(List.of(command));
        return stack.tryCompose(arguments.toArray(String[]::new));
    }

    /** ZooKeeper knows who may do what, and does not ask who changes it. */
    @Test
    void onlyTheBrokerReachesZooKeeper() {
        assertThat(inside("kafka", "bash", "-c", ": < /dev/tcp/zookeeper/2181").exitCode())
                .isZero();
        for (String service : USERS) {
            assertThat(inside(service, "bash", "-c", ": < /dev/tcp/zookeeper/2181")
                            .exitCode())
                    .isEqualTo(1);
        }
    }

    @Test
    void noPasswordIsShown() {
        List<String> shown = new ArrayList<>();
        stack.containerByService().values().forEach(id -> {
            shown.add(Engine.docker("inspect", id));
            shown.add(Engine.docker("logs", id));
        });
        shown.add(stack.compose("config"));
        for (String service : List.of("zookeeper", "kafka", "producer", "consumer")) {
            shown.add(Engine.docker("top", stack.container(service), "-eo", "pid,args"));
            shown.add(inside(service, "cat", "/proc/1/environ").orFail());
        }

        for (String user : USERS) {
            String password = password(user);
            assertThat(shown).noneMatch(text -> text.contains(password));
        }
    }

    @Test
    void aSecondUpChangesNothing() {
        List<String> before = List.of(file("certificate.pem"), password("producer"), password("consumer"));
        Map<String, String> containers = stack.containerByService();

        stack.up();

        stack.awaitAllHealthy();
        assertThat(stack.containerByService()).isEqualTo(containers);
        assertThat(List.of(file("certificate.pem"), password("producer"), password("consumer")))
                .isEqualTo(before);
    }

    /** They ask the broker from inside its container. */
    @ParameterizedTest
    @Tag("all-scenarios")
    @ValueSource(strings = {"blocked-partition", "quota-throttling", "topic-deleted"})
    void scenariosCanBePlayed(String scenario) {
        JsonNode answer =
                Scenarios.answer(Scenarios.run(scenario, "--for", "40s").orFail());

        assertThat(answer.path("incidents")).singleElement().satisfies(Harm::check);
    }

    /** So they survive "down", and "down -v" deletes all. */
    @Test
    void everyVolumeHasAName() {
        stack.containerByService()
                .forEach((service, id) -> assertThat(Engine.inspect(
                                        id,
                                        "{{range .Mounts}}{{if eq .Type \"volume\"}}{{println .Name}}{{end}}{{end}}")
                                .lines())
                        .as(service)
                        .isNotEmpty()
                        .allMatch(name -> name.startsWith(ComposeStack.PROJECT + "_")));
    }
}
