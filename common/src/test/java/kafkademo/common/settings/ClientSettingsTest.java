package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.ClientSettings.Address;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    private static final ConfigDef KNOWN = ProducerConfig.configDef();

    private static List<String> problems(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        ClientSettings.from(environment, KNOWN);
        InvalidSettingsException thrown =
                catchThrowableOfType(InvalidSettingsException.class, environment::rejectIfAnyIsWrong);
        return thrown == null ? List.of() : thrown.problems();
    }

    private static ClientSettings settings(Map<String, String> variables) {
        assertThat(problems(variables)).isEmpty();
        return ClientSettings.from(new Environment(variables), KNOWN);
    }

    @Test
    void theBrokerIsOnThisMachineUnlessSet() {
        assertThat(settings(Map.of()).addresses()).containsExactly(new Address("localhost", 9092));
    }

    @Test
    void aListOfBrokersIsReadOneByOne() {
        assertThat(settings(Map.of("KAFKA_BROKER", "kafka-1.local:1,10.0.0.2:65535,[::1]:9092,[fe80::1]:9093"))
                        .addresses())
                .containsExactly(
                        new Address("kafka-1.local", 1),
                        new Address("10.0.0.2", 65535),
                        new Address("[::1]", 9092),
                        new Address("[fe80::1]", 9093));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "kafka",
                "kafka:",
                ":9092",
                "9092",
                "kafka:0",
                "kafka:65536",
                "kafka:99999",
                "kafka:123456",
                "kafka:-1",
                "kafka:9092x",
                "kafka:９０９２",
                "kafka:9092,",
                ",kafka:9092",
                "kafka:9092,,kafka:9093",
                "kafka:9092, kafka:9093",
                " kafka:9092",
                "kafka:9092\n",
                "kafka:9092;kafka:9093",
                "http://kafka:9092",
                "PLAINTEXT://kafka:9092",
                "kafka:9092/",
                "::1:9092",
                "[::1]",
                "[::1:9092",
                "[]:9092",
                "ka fka:9092",
                "\"kafka:9092\""
            })
    void anythingElseIsNoListOfBrokers(String value) {
        assertThat(problems(Map.of("KAFKA_BROKER", value)))
                .containsExactly("KAFKA_BROKER=" + LogLine.quoted(value)
                        + " is not allowed: host:port[,host:port…], ports from 1 to 65535");
    }

    @Test
    void aClientVariableIsAPropertyAndWins() {
        ClientSettings settings =
                settings(Map.of("KAFKA_CLIENT_LINGER_MS", "7", "KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL"));

        assertThat(settings.properties(Map.of("linger.ms", 20, "acks", "all"), KNOWN))
                .isEqualTo(Map.of(
                        "linger.ms", "7",
                        "acks", "all",
                        "security.protocol", "SSL",
                        "bootstrap.servers", "localhost:9092"));
    }

    @Test
    void aPropertyThatIsAnotherClientsIsLeftOut() {
        ClientSettings settings =
                settings(Map.of("KAFKA_CLIENT_LINGER_MS", "7", "KAFKA_CLIENT_SECURITY_PROTOCOL", "SSL"));

        assertThat(settings.properties(Map.of(), AdminClientConfig.configDef()))
                .isEqualTo(Map.of("security.protocol", "SSL", "bootstrap.servers", "localhost:9092"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "KAFKA_CLIENT_LINGER_MS|soon|Not a number of type LONG",
                "KAFKA_CLIENT_LINGER_MS|``|Not a number of type LONG",
                "KAFKA_CLIENT_LINGER_MS|a: b|Not a number of type LONG",
                "KAFKA_CLIENT_LINGER_MS|-1|Value must be at least 0",
                "KAFKA_CLIENT_ENABLE_IDEMPOTENCE|yes|Expected value to be either true or false",
                "KAFKA_CLIENT_ACKS|some: of, them|String must be one of: all, -1, 0, 1",
                "KAFKA_CLIENT_BOOTSTRAP_SERVERS|kafka:9092|set KAFKA_BROKER instead",
            })
    void aWrongClientPropertyIsToldWithWhatIsAllowed(String name, String value, String allowed) {
        assertThat(problems(Map.of(name, value)))
                .containsExactly(name + "=\"" + value + "\" is not allowed: " + allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_CLIENT_SSL_KEYSTORE_PASWORD,ssl.keystore.pasword",
        "KAFKA_CLIENT_GROUP_ID,group.id",
        "KAFKA_CLIENT_,''",
        "KAFKA_CLIENT_linger-ms,linger-ms"
    })
    void anUnknownPropertyIsToldWithoutItsValueWhichMayBeASecret(String name, String property) {
        assertThat(problems(Map.of(name, "hunter2")))
                .singleElement()
                .asString()
                .isEqualTo(name + " is not allowed: this Kafka client has no property " + property);
    }

    @Test
    void whateverAWrongValueHoldsItsProblemIsOneLine() {
        for (String name : List.of(
                "KAFKA_CLIENT_LINGER_MS",
                "KAFKA_CLIENT_ACKS",
                "KAFKA_CLIENT_PARTITIONER_CLASS",
                "KAFKA_CLIENT_KEY_SERIALIZER",
                "KAFKA_CLIENT_METADATA_RECOVERY_STRATEGY",
                "KAFKA_CLIENT_NO\nSUCH")) {
            assertThat(problems(Map.of(name, "a: \nb\u001b[31m")))
                    .singleElement()
                    .asString()
                    .matches("[\\P{Cntrl}]+");
        }
    }
}
