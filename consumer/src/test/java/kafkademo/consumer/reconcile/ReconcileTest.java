package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.common.settings.Environment;
import kafkademo.consumer.ConsumerSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line, its exit codes, and that standard output is for the result alone. */
class ReconcileTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Map<String, String> environment, String... arguments) {
        return new Reconcile(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(arguments, environment, ReconcileTest::subject);
    }

    private static Reconcile.Subject subject(Environment environment) {
        ConsumerSettings settings = ConsumerSettings.from(environment);
        return new Reconcile.Subject(settings.common().client(), settings.group());
    }

    private List<String> said() {
        assertThat(out.size()).isZero();
        return err.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void namesAllWrongOptionsAndSettingsAtOnce() {
        int exitCode = run(
                Map.of("KAFKA_BROKER", "kafka", "CONSUMER_GROUP", "", "PROCESSING_DELAY_MS", "x", "LOG_LEVEL", "loud"),
                "--json",
                "--jsn",
                "a\nb");

        assertThat(exitCode).isEqualTo(2);
        String there = ": there are --json (one JSON document), --quiet (no progress) and --help;"
                + " settings are environment variables, see README.md";
        assertThat(said())
                .containsExactly(
                        "reconcile: unexpected argument \"--jsn\"" + there,
                        "reconcile: unexpected argument \"a\\nb\"" + there,
                        "reconcile: KAFKA_BROKER=\"kafka\" is not allowed: host:port[,host:port…], ports from 1 to 65535",
                        "reconcile: LOG_LEVEL=\"loud\" is not allowed: one of trace, debug, info, warn, error",
                        "reconcile: CONSUMER_GROUP=\"\" is not allowed: a group id of 1 to 255 printable characters,"
                                + " not only spaces",
                        "reconcile: PROCESSING_DELAY_MS=\"x\" is not allowed: a whole number from 0 to 60000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h"})
    void printsHelp(String option) {
        int exitCode = run(Map.of("KAFKA_BROKER", "not looked at"), "--json", option);

        assertThat(exitCode).isZero();
        assertThat(err.size()).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("Usage: reconcile [--json] [--quiet]\n")
                .contains("--json ", "--quiet ", "Exit codes:");
    }

    @Test
    void saysInOneLineWhatItDidNotExpect() {
        int exitCode = new Reconcile(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(new String[0], Map.of(), environment -> {
                    throw new IllegalStateException("a\nb");
                });

        assertThat(exitCode).isEqualTo(1);
        assertThat(said()).containsExactly("reconcile: unexpected error: IllegalStateException: a b");
    }

    @Test
    void refusesClientPropertiesThatContradictEachOther() {
        int exitCode = run(Map.of(
                "KAFKA_BROKER",
                "127.0.0.1:1",
                "KAFKA_CLIENT_SESSION_TIMEOUT_MS",
                "9000",
                "KAFKA_CLIENT_GROUP_PROTOCOL",
                "consumer"));

        assertThat(exitCode).isEqualTo(2);
        assertThat(said())
                .singleElement()
                .asString()
                .startsWith("reconcile: no Kafka client can be made of the KAFKA_CLIENT_* settings: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json", "--quiet"})
    void saysInOneLineThatTheBrokerIsUnreachable(String option) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }

        int exitCode = run(
                Map.of("KAFKA_BROKER", "127.0.0.1:" + port), option.isEmpty() ? new String[0] : new String[] {option});

        assertThat(exitCode).isEqualTo(1);
        assertThat(said())
                .containsExactly("reconcile: cannot reach the broker 127.0.0.1:" + port + ": connection refused");
    }

    @Test
    void onlyReadsWhateverTheClientPropertiesAre() throws Exception {
        Map<String, String> variables = new HashMap<>(Map.of(
                "CONSUMER_GROUP", "g",
                "KAFKA_CLIENT_ALLOW_AUTO_CREATE_TOPICS", "true",
                "KAFKA_CLIENT_AUTO_OFFSET_RESET", "latest",
                "KAFKA_CLIENT_ISOLATION_LEVEL", "read_committed",
                "KAFKA_CLIENT_MAX_POLL_RECORDS", "7"));
        Reconcile.Subject subject = subject(new Environment(variables));

        ReadOnlyClient client = new ReadOnlyClient(subject.client(), subject.group());

        assertThat(client.properties())
                .containsEntry("group.id", "g")
                .containsEntry("isolation.level", "read_uncommitted")
                .containsEntry("enable.auto.commit", false)
                .containsEntry("allow.auto.create.topics", false)
                .containsEntry("auto.offset.reset", "none")
                .containsEntry("max.poll.records", "7");
    }
}
