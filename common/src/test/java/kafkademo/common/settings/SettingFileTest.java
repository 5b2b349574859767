package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafkademo.common.log.LogLine;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings whose values are in files. */
class SettingFileTest {
    private static final ConfigDef KNOWN = ProducerConfig.configDef();
    private static final String JAAS = "KAFKA_CLIENT_SASL_JAAS_CONFIG";

    @TempDir
    private Path folder;

    private String file(byte[] content) throws IOException {
        return Files.write(folder.resolve("secret"), content).toString();
    }

    private String file(String content) throws IOException {
        return file(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        CommonSettings.from(environment, KNOWN);
        InvalidSettingsException thrown =
                catchThrowableOfType(InvalidSettingsException.class, environment::rejectIfAnyIsWrong);
        return thrown == null ? List.of() : thrown.problems();
    }

    private static Optional<String> value(String file) {
        return new Environment(Map.of("SECRET_FILE", file)).value("SECRET");
    }

    @Test
    void anySettingMayBeInAFile() throws IOException {
        Environment environment = new Environment(Map.of("LOG_LINES_PER_SECOND_FILE", file("7\n")));

        assertThat(CommonSettings.from(environment, KNOWN).logLinesPerSecond()).isEqualTo(7);
        assertThat(problems(Map.of("LOG_LINES_PER_SECOND_FILE", file("7\n")))).isEmpty();
    }

    @Test
    void aClientPropertyMayBeInAFile() throws IOException {
        Map<String, String> variables =
                Map.of(JAAS + "_FILE", file("Login required;\n"), "KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_SSL");

        assertThat(problems(variables)).isEmpty();
        assertThat(ClientSettings.from(new Environment(variables), KNOWN).overrides())
                .isEqualTo(Map.of("sasl.jaas.config", "Login required;", "security.protocol", "SASL_SSL"));
    }

    @Test
    void oneLineBreakAtTheEndIsNoPartOfTheValue() throws IOException {
        assertThat(value(file("a b"))).contains("a b");
        assertThat(value(file("a\n"))).contains("a");
        assertThat(value(file("a\r\n"))).contains("a");
        assertThat(value(file("\na\r\n\n"))).contains("\na\r\n");
        assertThat(value(file("a\r"))).contains("a\r");
        assertThat(value(file("\n"))).contains("");
        assertThat(value(file(""))).contains("");
        assertThat(value(file("pässwörd\n"))).contains("pässwörd");
    }

    @Test
    void followsTheLinksThatKubernetesMakes() throws IOException {
        file("a\n");

        assertThat(value(Files.createSymbolicLink(folder.resolve("link"), Path.of("secret"))
                        .toString()))
                .contains("a");
    }

    @Test
    void aFileIsAsLargeAsAMebibyteAtMost() throws IOException {
        String path = file(new byte[1024 * 1024]);
        assertThat(value(path).orElseThrow()).hasSize(1024 * 1024);

        file(new byte[1024 * 1024 + 1]);
        assertThat(problems(Map.of(JAAS + "_FILE", path)))
                .containsExactly(JAAS + "_FILE=" + LogLine.quoted(path) + " is not allowed: larger than 1 MiB");
    }

    @Test
    void aFileThatCannotBeReadIsOneLineWithItsReason() throws IOException {
        String notText = file(new byte[] {'p', 'w', (byte) 0xff});
        Map<String, String> reasons = Map.of(
                folder.resolve("missing").toString(),
                "no such file or folder",
                folder.resolve("secret/x").toString(),
                "Not a directory",
                folder.toString(),
                "not a file",
                notText,
                "not in UTF-8");

        for (String name : List.of("LOG_LEVEL_FILE", "KAFKA_BROKER_FILE", JAAS + "_FILE")) {
            reasons.forEach((path, reason) -> assertThat(problems(Map.of(name, path)))
                    .containsExactly(name + "=" + LogLine.quoted(path) + " is not allowed: " + reason));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "", "secrets/jaas", "org.example.Login required password=\"hunter2\";"})
    void whatIsNoAbsolutePathMayBeASecretAndIsNotShown(String value) {
        assertThat(problems(Map.of(JAAS + "_FILE", value)))
                .containsExactly(JAAS + "_FILE is not allowed: must be the absolute path of a file");
    }

    @Test
    void aValueAndAFileContradictEachOther() throws IOException {
        String path = file("kafka:9092");

        for (String name : List.of("KAFKA_BROKER", JAAS)) {
            assertThat(problems(Map.of(name, "kafka:9093", name + "_FILE", path)))
                    .containsExactly(name + "_FILE is not allowed: " + name + " is set, too");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KAFKA_BROKER|host:port[,host:port…], ports from 1 to 65535",
                "LOG_LINES_PER_SECOND|a whole number from 0 to 1000000",
                "KAFKA_CLIENT_LINGER_MS|Not a number of type LONG",
                "KAFKA_CLIENT_TRANSACTIONAL_ID|the service sets transactional.id itself"
            })
    void aWrongValueFromAFileIsNotShown(String name, String allowed) throws IOException {
        String path = file("hunter2\n");

        assertThat(problems(Map.of(name + "_FILE", path)))
                .containsExactly(name + " in " + LogLine.quoted(path) + " is not allowed: " + allowed);
    }

    /** Kafka's own words, "Class hunter2 could not be found" for example. */
    @Test
    void aReasonThatQuotesTheValueIsNotShown() throws IOException {
        String path = file("hunter2");

        assertThat(problems(Map.of("KAFKA_CLIENT_PARTITIONER_CLASS_FILE", path)))
                .singleElement()
                .asString()
                .startsWith("KAFKA_CLIENT_PARTITIONER_CLASS in " + LogLine.quoted(path) + " is not allowed: ")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_CLIENT_SASL_JAS_CONFIG_FILE,sasl.jas.config.file",
        "KAFKA_CLIENT_FILE,file",
        "KAFKA_CLIENT__FILE,.file"
    })
    void aFileForAnUnknownPropertyIsRefusedLikeTheProperty(String name, String property) throws IOException {
        assertThat(problems(Map.of(name, file("hunter2"))))
                .containsExactly(name + " is not allowed: this Kafka client has no property " + property);
    }

    @Test
    void aFileForAMisspeltSettingIsSuspect() throws IOException {
        Environment environment = new Environment(
                Map.of("KAFKA_BROKERS_FILE", "/x", "KAFKA_SASL_JAAS_CONFIG_FILE", "/x", "KAFKA_FILE", "/x"));
        ClientSettings.from(environment, KNOWN);

        assertThat(environment.suspects())
                .containsExactly(
                        Map.entry("KAFKA_BROKERS_FILE", "KAFKA_BROKER_FILE"),
                        Map.entry("KAFKA_SASL_JAAS_CONFIG_FILE", JAAS + "_FILE"));
    }

    /** The file of such a property is read by Kafka itself, and may be made only later. */
    @Test
    void aPropertyWhoseOwnNameEndsSoKeepsItsMeaning() {
        Environment environment =
                new Environment(Map.of("KAFKA_CLIENT_SASL_OAUTHBEARER_ASSERTION_FILE", "/no/such/file"));

        assertThat(ClientSettings.from(environment, KNOWN).overrides())
                .isEqualTo(Map.of("sasl.oauthbearer.assertion.file", "/no/such/file"));
    }

    /** Otherwise it would have to be decided which of the two is meant. */
    @Test
    void kafkaHasNoPropertyWithTheNameOfAnotherOnesFile() {
        for (ConfigDef known : List.of(ProducerConfig.configDef(), ConsumerConfig.configDef())) {
            assertThat(known.names())
                    .contains(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG)
                    .noneMatch(name -> known.names().contains(name + ".file"));
        }
    }
}
