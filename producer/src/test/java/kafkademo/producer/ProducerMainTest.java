package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import kafkademo.common.Topic;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.Weights;
import kafkademo.producer.fault.FaultKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What main says about settings, and with which exit code it ends: it must do so without connecting to anything. */
@Timeout(60)
class ProducerMainTest {
    private static final String[] NO_ARGUMENTS = {};

    private final PrintStream standardOutput = System.out;

    @AfterEach
    void giveStandardOutputBack() {
        System.setOut(standardOutput);
    }

    /** The lines on standard error of a run that has ended with exit code 2. */
    private static List<String> refusal(String[] arguments, Map<String, String> environment) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        int exitCode = ProducerMain.run(arguments, environment, new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(exitCode).isEqualTo(2);
        return said.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "fast",
                "-1",
                "-0",
                "+5",
                "1e3",
                "NaN",
                "Infinity",
                "1000000.1",
                "1000001",
                "5 ",
                "5,0",
                ".5",
                "5."
            })
    void aWrongRateIsRefused(String value) {
        assertThat(refusal(NO_ARGUMENTS, Map.of("MESSAGES_PER_SECOND", value)))
                .containsExactly("producer: MESSAGES_PER_SECOND=\"" + value
                        + "\" is not allowed: a number from 0 to 1000000, decimals allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "often", "-0.1", "1.1", "1.0000000001", "10%", "1e-1", "NaN", "0,1"})
    void aWrongErrorRateIsRefused(String value) {
        assertThat(refusal(NO_ARGUMENTS, Map.of("ERROR_RATE", value)))
                .containsExactly("producer: ERROR_RATE=\"" + value
                        + "\" is not allowed: a number from 0 to 1, decimals allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "random", "1.5", "1e3", "+1", "0x1", "9223372036854775808"})
    void aWrongSeedIsRefused(String value) {
        assertThat(refusal(NO_ARGUMENTS, Map.of("SEED", value)))
                .containsExactly("producer: SEED=\"" + value + "\" is not allowed: a whole number from"
                        + " -9223372036854775808 to 9223372036854775807");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "KAFKA_BROKER|``|host:port[,host:port…], ports from 1 to 65535",
                "LOG_LINES_PER_SECOND|``|a whole number from 0 to 1000000",
                "SCHEMA_DRIFT_RATE|1.1|a number from 0 to 1, decimals allowed",
                "CLOCK_SKEW|5|a whole number with its unit, ms, s, m or h, from -1h to 1h",
                "LEAK_BYTES_PER_MESSAGE|1000001|a whole number from 0 to 1000000",
                "LOG_LEVEL|``|one of trace, debug, info, warn, error",
                "KAFKA_CLIENT_ACKS|2|String must be one of: all, -1, 0, 1",
                "KAFKA_CLIENT_COMPRESSION_TYPE|rar|String must be one of: none, gzip, snappy, lz4, zstd"
            })
    void aWrongCommonOrClientSettingIsRefused(String name, String value, String allowed) {
        assertThat(refusal(NO_ARGUMENTS, Map.of(name, value)))
                .containsExactly("producer: " + name + "=\"" + value + "\" is not allowed: " + allowed);
    }

    @Test
    void allWrongSettingsAreToldAtOnce() {
        assertThat(refusal(
                        NO_ARGUMENTS,
                        Map.of(
                                "KAFKA_BROKER", "kafka:0",
                                "LOG_LEVEL", "loud",
                                "MESSAGES_PER_SECOND", "x",
                                "ERROR_RATE", "2",
                                "SEED", "")))
                .containsExactly(
                        "producer: KAFKA_BROKER=\"kafka:0\" is not allowed: host:port[,host:port…], ports from 1 to 65535",
                        "producer: LOG_LEVEL=\"loud\" is not allowed: one of trace, debug, info, warn, error",
                        "producer: MESSAGES_PER_SECOND=\"x\" is not allowed: a number from 0 to 1000000, decimals allowed",
                        "producer: ERROR_RATE=\"2\" is not allowed: a number from 0 to 1, decimals allowed",
                        "producer: SEED=\"\" is not allowed: a whole number from"
                                + " -9223372036854775808 to 9223372036854775807");
    }

    @Test
    void nothingConnectsBeforeTheSettingsAreRight() throws IOException {
        try (ServerSocket broker = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            broker.setSoTimeout(1);
            String address = "127.0.0.1:" + broker.getLocalPort();
            refusal(NO_ARGUMENTS, Map.of("KAFKA_BROKER", address, "ERROR_RATE", "x"));
            refusal(NO_ARGUMENTS, Map.of("KAFKA_BROKER", address, "KAFKA_CLIENT_ACKS", "1"));

            assertThatThrownBy(broker::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void propertiesThatContradictEachOtherAreRefusedOnOneLine() {
        assertThat(refusal(NO_ARGUMENTS, Map.of("KAFKA_CLIENT_ACKS", "1")))
                .containsExactly(
                        "producer: no Kafka client can be made of the KAFKA_CLIENT_* settings: "
                                + "Must set acks to all in order to use the idempotent producer. Otherwise we cannot guarantee idempotence.");
    }

    @Test
    void argumentsAreRefused() {
        assertThat(refusal(new String[] {"5", "0.1"}, Map.of("SEED", "x")))
                .containsExactly(
                        "producer: unexpected argument \"5\": settings are environment variables, see README.md");
    }

    private static ProducerSettings settings(Map<String, String> variables) throws Exception {
        Environment environment = new Environment(variables);
        ProducerSettings settings = ProducerSettings.from(environment);
        environment.rejectIfAnyIsWrong();
        return settings;
    }

    @Test
    void withoutVariablesTheDefaultsHold() throws Exception {
        assertThat(settings(Map.of("PATH", "/bin", "PROCESSING_DELAY_MS", "no matter", "CONSUMER_GROUP", "")))
                .isEqualTo(new ProducerSettings(
                        new CommonSettings(new ClientSettings("localhost:9092", Map.of()), 200, "info", "text", 0),
                        5,
                        0.1,
                        0,
                        OptionalLong.empty(),
                        Weights.even(FaultKind.names()),
                        Weights.even(Topic.names()),
                        Duration.ZERO,
                        0,
                        false));
    }

    @Test
    void everyVariableIsRead() throws Exception {
        assertThat(settings(Map.ofEntries(
                        Map.entry("KAFKA_BROKER", "kafka:29092"),
                        Map.entry("MESSAGES_PER_SECOND", "1000000.000"),
                        Map.entry("ERROR_RATE", "0.333"),
                        Map.entry("SCHEMA_DRIFT_RATE", "0.25"),
                        Map.entry("SEED", "-7"),
                        Map.entry("FAULT_WEIGHTS", "truncated=3,empty=0"),
                        Map.entry("TOPIC_WEIGHTS", "user_activity=0.2"),
                        Map.entry("LEAK_BYTES_PER_MESSAGE", "1000000"),
                        Map.entry("CLOCK_SKEW", "-90s"),
                        Map.entry("PAUSED", "true"),
                        Map.entry("LOG_LINES_PER_SECOND", "1000000"),
                        Map.entry("LOG_LEVEL", "error"),
                        Map.entry("KAFKA_CLIENT_LINGER_MS", "7"))))
                .isEqualTo(new ProducerSettings(
                        new CommonSettings(
                                new ClientSettings("kafka:29092", Map.of("linger.ms", "7")),
                                1_000_000,
                                "error",
                                "text",
                                0),
                        1_000_000,
                        0.333,
                        0.25,
                        OptionalLong.of(-7),
                        Weights.parse(FaultKind.names(), "truncated=3,empty=0").orElseThrow(),
                        Weights.parse(Topic.names(), "user_activity=0.2").orElseThrow(),
                        Duration.ofSeconds(-90),
                        1_000_000,
                        true));
    }
}
