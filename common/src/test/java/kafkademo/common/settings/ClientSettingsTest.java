package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.ClientSettings.Address;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {
    private static final ConfigDef KNOWN = ProducerConfig.configDef();
    private static final Map<String, Object> SERIALIZERS = Map.of(
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);

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
    void theBrokerIsOnThisMachineByDefault() {
        assertThat(settings(Map.of()).addresses()).containsExactly(new Address("localhost", 9092));
    }

    @Test
    void readsAListOfBrokers() {
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
    void rejectsAnythingElseAsAListOfBrokers(String value) {
        assertThat(problems(Map.of("KAFKA_BROKER", value)))
                .containsExactly("KAFKA_BROKER=" + LogLine.quoted(value)
                        + " is not allowed: host:port[,host:port…], ports from 1 to 65535");
    }

    @Test
    void aClientVariableOverridesTheServicesOwnChoice() {
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
    void leavesOutThePropertiesOfOtherClients() {
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
                "KAFKA_CLIENT_TRANSACTIONAL_ID|t|the service sets transactional.id itself",
                "KAFKA_CLIENT_VALUE_SERIALIZER|org.apache.kafka.common.serialization.StringSerializer|the service sets value.serializer itself",
            })
    void rejectsAWrongClientPropertyAndSaysWhatIsAllowed(String name, String value, String allowed) {
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
    void rejectsAnUnknownPropertyWithoutItsValueWhichMayBeASecret(String name, String property) {
        assertThat(problems(Map.of(name, "hunter2")))
                .singleElement()
                .asString()
                .isEqualTo(name + " is not allowed: this Kafka client has no property " + property);
    }

    @Test
    void everyProblemIsOneLineWhateverTheValue() {
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

    @ParameterizedTest
    @CsvSource({
        "KAFKA_SECURITY_PROTOCOL,KAFKA_CLIENT_SECURITY_PROTOCOL",
        "KAFKA_SASL_JAAS_CONFIG,KAFKA_CLIENT_SASL_JAAS_CONFIG",
        "KAFKA_LINGER_MS,KAFKA_CLIENT_LINGER_MS",
        "KAFKA_BOOTSTRAP_SERVERS,KAFKA_BROKER"
    })
    void suspectsAClientPropertyThatLacksItsPrefix(String name, String meant) {
        Environment environment = new Environment(Map.of(name, "hunter2", "KAFKA_OPTS", "x"));
        ClientSettings.from(environment, KNOWN);

        assertThat(environment.suspects()).containsExactly(Map.entry(name, meant));
    }

    /** These errors are Kafka's own words. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunter2",
                "hunter2;",
                "hunter2 required;",
                "org.apache.kafka.common.security.plain.PlainLoginModule hunter2 username=u;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=u password=ab hunter2;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=u password=1hunter2 x;",
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=hunter2"
            })
    void noErrorOfAClientShowsASecret(String jaasConfig) {
        Environment environment = new Environment(Map.of(
                "KAFKA_CLIENT_SECURITY_PROTOCOL", "SASL_PLAINTEXT",
                "KAFKA_CLIENT_SASL_MECHANISM", "PLAIN",
                "KAFKA_CLIENT_SASL_JAAS_CONFIG", jaasConfig));
        Map<String, Object> properties = ClientSettings.from(environment, KNOWN).properties(SERIALIZERS, KNOWN);

        WrongClientPropertiesException thrown = catchThrowableOfType(
                WrongClientPropertiesException.class,
                () -> WrongClientPropertiesException.whenMaking(() -> new KafkaProducer<>(properties)));

        assertThat(thrown.withoutSecrets(environment))
                .startsWith("no Kafka client can be made of the KAFKA_CLIENT_* settings: ")
                .doesNotContain("hunter");
    }

    @Test
    void theReasonOfAClientsErrorIsShownIfItQuotesNoSecret() {
        Environment environment = new Environment(Map.of(
                "KAFKA_CLIENT_ACKS", "1",
                "KAFKA_CLIENT_ENABLE_IDEMPOTENCE", "true",
                "KAFKA_CLIENT_SSL_TRUSTSTORE_PASSWORD", "hunter2"));
        Map<String, Object> properties = ClientSettings.from(environment, KNOWN).properties(SERIALIZERS, KNOWN);

        WrongClientPropertiesException thrown = catchThrowableOfType(
                WrongClientPropertiesException.class,
                () -> WrongClientPropertiesException.whenMaking(() -> new KafkaProducer<>(properties)));

        assertThat(thrown.withoutSecrets(environment)).contains("settings: Must set acks to all");
    }
}
