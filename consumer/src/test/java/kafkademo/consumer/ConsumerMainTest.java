package kafkademo.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.Environment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What main says about settings, and with which exit code it ends: it must do so without connecting to anything. */
@Timeout(60)
class ConsumerMainTest {
    private static final String[] NO_ARGUMENTS = {};

    private final PrintStream standardOutput = System.out;

    @AfterEach
    void giveStandardOutputBack() {
        System.setOut(standardOutput);
    }

    /** The lines on standard error of a run that has ended with exit code 2. */
    private static List<String> refusal(String[] arguments, Map<String, String> environment) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exitCode = ConsumerMain.run(arguments, environment, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(exitCode).isEqualTo(2);
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "KAFKA_BROKER|``|host:port[,host:port…], ports from 1 to 65535",
                "KAFKA_BROKER|kafka|host:port[,host:port…], ports from 1 to 65535",
                "KAFKA_BROKER|kafka:70000|host:port[,host:port…], ports from 1 to 65535",
                "CONSUMER_GROUP|``|a group id of 1 to 255 printable characters, not only spaces",
                "CONSUMER_GROUP|`   `|a group id of 1 to 255 printable characters, not only spaces",
                "PROCESSING_DELAY_MS|``|a whole number from 0 to 60000",
                "PROCESSING_DELAY_MS|fast|a whole number from 0 to 60000",
                "PROCESSING_DELAY_MS|1.5|a whole number from 0 to 60000",
                "PROCESSING_DELAY_MS|-1|a whole number from 0 to 60000",
                "PROCESSING_DELAY_MS|60001|a whole number from 0 to 60000",
                "PROCESSING_DELAY_MS|1e3|a whole number from 0 to 60000",
                "PROCESSING_DELAY_MS|` 5`|a whole number from 0 to 60000",
                "POLL_WHILE_PROCESSING|no|true or false",
                "LOG_LINES_PER_SECOND|``|a whole number from 0 to 1000000",
                "LOG_LINES_PER_SECOND|many|a whole number from 0 to 1000000",
                "LOG_LINES_PER_SECOND|1000001|a whole number from 0 to 1000000",
                "LOG_LINES_PER_SECOND|-5|a whole number from 0 to 1000000",
                "LOG_LEVEL|``|one of trace, debug, info, warn, error",
                "LOG_LEVEL|INFO|one of trace, debug, info, warn, error",
                "LOG_LEVEL|verbose|one of trace, debug, info, warn, error",
                "KAFKA_CLIENT_MAX_POLL_RECORDS|0|Value must be at least 1",
                "KAFKA_CLIENT_MAX_POLL_RECORDS|lots|Not a number of type INT",
                "KAFKA_CLIENT_BOOTSTRAP_SERVERS|kafka:9092|set KAFKA_BROKER instead"
            })
    void aWrongValueIsRefused(String name, String value, String allowed) {
        assertThat(refusal(NO_ARGUMENTS, Map.of(name, value)))
                .containsExactly("consumer: " + name + "=\"" + value + "\" is not allowed: " + allowed);
    }

    @Test
    void aGroupWithControlCharactersOrTooLongIsRefused() {
        assertThat(refusal(NO_ARGUMENTS, Map.of("CONSUMER_GROUP", "a\nb")))
                .containsExactly("consumer: CONSUMER_GROUP=\"a\\nb\" is not allowed: "
                        + "a group id of 1 to 255 printable characters, not only spaces");
        assertThat(refusal(NO_ARGUMENTS, Map.of("CONSUMER_GROUP", "g".repeat(256))))
                .hasSize(1);
    }

    @Test
    void allWrongSettingsAreToldAtOnce() {
        assertThat(refusal(
                        NO_ARGUMENTS,
                        Map.of(
                                "KAFKA_BROKER", "kafka",
                                "KAFKA_CLIENT_LINGER_MS", "5",
                                "LOG_LINES_PER_SECOND", "x",
                                "LOG_LEVEL", "x",
                                "CONSUMER_GROUP", "",
                                "PROCESSING_DELAY_MS", "x")))
                .containsExactly(
                        "consumer: KAFKA_BROKER=\"kafka\" is not allowed: host:port[,host:port…], ports from 1 to 65535",
                        "consumer: KAFKA_CLIENT_LINGER_MS is not allowed: this Kafka client has no property linger.ms",
                        "consumer: LOG_LINES_PER_SECOND=\"x\" is not allowed: a whole number from 0 to 1000000",
                        "consumer: LOG_LEVEL=\"x\" is not allowed: one of trace, debug, info, warn, error",
                        "consumer: CONSUMER_GROUP=\"\" is not allowed: a group id of 1 to 255 printable characters,"
                                + " not only spaces",
                        "consumer: PROCESSING_DELAY_MS=\"x\" is not allowed: a whole number from 0 to 60000");
    }

    @Test
    void nothingConnectsBeforeTheSettingsAreRight() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            broker.setSoTimeout(1);
            refusal(
                    NO_ARGUMENTS,
                    Map.of("KAFKA_BROKER", "127.0.0.1:" + broker.getLocalPort(), "PROCESSING_DELAY_MS", "x"));

            assertThatThrownBy(broker::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void anArgumentIsRefused() {
        assertThat(refusal(new String[] {"--help"}, Map.of()))
                .containsExactly(
                        "consumer: unexpected argument \"--help\": settings are environment variables, see README.md");
    }

    @Test
    void reconcileIsACommandOfItsOwn() {
        assertThat(refusal(new String[] {"reconcile", "--hepl"}, Map.of()))
                .singleElement()
                .asString()
                .startsWith("reconcile: unexpected argument \"--hepl\": there are --json");
        assertThat(refusal(new String[] {"--json", "reconcile"}, Map.of()))
                .singleElement()
                .asString()
                .startsWith("consumer: unexpected argument \"--json\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "KAFKA_CLIENT_GROUP_PROTOCOL=consumer KAFKA_CLIENT_SESSION_TIMEOUT_MS=10000",
                "KAFKA_CLIENT_GROUP_PROTOCOL=Consumer KAFKA_CLIENT_PARTITION_ASSIGNMENT_STRATEGY=org.apache.kafka.clients.consumer.RangeAssignor"
            })
    void propertiesThatContradictEachOtherAreRefusedOnOneLine(String variables) {
        Map<String, String> environment = new HashMap<>();
        for (String variable : variables.split(" ")) {
            environment.put(variable.split("=")[0], variable.split("=")[1]);
        }

        assertThat(refusal(NO_ARGUMENTS, environment))
                .singleElement()
                .asString()
                .startsWith("consumer: no Kafka client can be made of the KAFKA_CLIENT_* settings: ")
                .contains("group.protocol=CONSUMER");
    }

    private static ConsumerSettings settings(Map<String, String> variables) throws Exception {
        Environment environment = new Environment(variables);
        ConsumerSettings settings = ConsumerSettings.from(environment);
        environment.rejectIfAnyIsWrong();
        return settings;
    }

    @Test
    void withoutVariablesTheDefaultsHold() throws Exception {
        assertThat(settings(Map.of("PATH", "/bin", "HOME", "/", "USER", "x", "MESSAGES_PER_SECOND", "no matter")))
                .isEqualTo(new ConsumerSettings(
                        new CommonSettings(new ClientSettings("localhost:9092", Map.of()), 200, "info", "text", 0),
                        "observability-demo",
                        0,
                        true,
                        "skip",
                        false));
    }

    @Test
    void everyVariableIsRead() throws Exception {
        assertThat(settings(Map.ofEntries(
                        Map.entry("KAFKA_BROKER", "kafka:29092,[::1]:1"),
                        Map.entry("CONSUMER_GROUP", "größe 2"),
                        Map.entry("PROCESSING_DELAY_MS", "60000"),
                        Map.entry("POLL_WHILE_PROCESSING", "false"),
                        Map.entry("LOG_LINES_PER_SECOND", "0"),
                        Map.entry("LOG_LEVEL", "trace"),
                        Map.entry("LOG_FORMAT", "json"),
                        Map.entry("PAUSED", "true"),
                        Map.entry("ON_DECODE_ERROR", "dead-letter"),
                        Map.entry("KAFKA_CLIENT_MAX_POLL_RECORDS", "7"))))
                .isEqualTo(new ConsumerSettings(
                        new CommonSettings(
                                new ClientSettings("kafka:29092,[::1]:1", Map.of("max.poll.records", "7")),
                                0,
                                "trace",
                                "json",
                                0),
                        "größe 2",
                        60_000,
                        false,
                        "dead-letter",
                        true));
    }
}
