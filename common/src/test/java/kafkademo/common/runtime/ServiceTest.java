package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceTest {
    private static final String[] NO_ARGUMENTS = {};

    private final PrintStream standardOutput = System.out;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @AfterEach
    void giveStandardOutputBack() {
        System.setOut(standardOutput);
    }

    private int run(String[] arguments, Map<String, String> variables, Service.Work<CommonSettings> work) {
        return new Service("demo", logged, new PrintStream(said, true, StandardCharsets.UTF_8))
                .run(
                        arguments,
                        variables,
                        environment -> CommonSettings.from(environment, ProducerConfig.configDef()),
                        work);
    }

    /** The lines without their time stamps. */
    private List<String> logged() {
        return logged.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    @Test
    void workThatReturnsEndsWell() {
        assertThat(run(NO_ARGUMENTS, Map.of(), (settings, stop, logs) -> {
                    assertThat(settings)
                            .isEqualTo(new CommonSettings(
                                    new ClientSettings("localhost:9092", Map.of()), 200, "info", "text", 0));
                    assertThat(stop.isRequested()).isFalse();
                }))
                .isZero();
        assertThat(said()).isEmpty();
        assertThat(logged()).containsExactly("INFO demo - stopped");
    }

    @Test
    void wrongSettingsEndBeforeTheWorkBegins() {
        assertThat(run(
                        NO_ARGUMENTS,
                        Map.of("KAFKA_BROKER", "", "LOG_LINES_PER_SECOND", "-1", "LOG_LEVEL", "Info"),
                        (settings, stop, logs) -> {
                            throw new AssertionError("begun");
                        }))
                .isEqualTo(2);
        assertThat(said().lines())
                .containsExactly(
                        "demo: KAFKA_BROKER=\"\" is not allowed: host:port[,host:port…], ports from 1 to 65535",
                        "demo: LOG_LINES_PER_SECOND=\"-1\" is not allowed: a whole number from 0 to 1000000",
                        "demo: LOG_LEVEL=\"Info\" is not allowed: one of trace, debug, info, warn, error");
    }

    @Test
    void aVariableThatLooksLikeASettingIsAWarningWithoutItsValue() {
        assertThat(run(
                        NO_ARGUMENTS,
                        Map.of("BOOTSTRAP_SERVERS", "secret:1", "LOGLEVEL", "debug", "SPEED", "1"),
                        (settings, stop, logs) -> {}))
                .isZero();
        assertThat(logged())
                .containsExactly(
                        "WARN demo - ignored an environment variable: did you mean KAFKA_BROKER? name=BOOTSTRAP_SERVERS",
                        "WARN demo - ignored an environment variable: did you mean LOG_LEVEL? name=LOGLEVEL",
                        "INFO demo - stopped");
    }

    @Test
    void aClientPropertyThatIsASecretIsNotPrinted() {
        Map<String, String> variables = Map.of("KAFKA_CLIENT_SASL_JAAS_CONFIG", "x required password=hunter2;");
        assertThat(run(
                        NO_ARGUMENTS,
                        variables,
                        (settings, stop, logs) -> WrongClientPropertiesException.whenMaking(() -> {
                            throw new ConfigException("unexpected token 'hunter2'");
                        })))
                .isEqualTo(2);
        assertThat(said().lines())
                .containsExactly("demo: no Kafka client can be made of the KAFKA_CLIENT_* settings:"
                        + " KAFKA_CLIENT_SASL_JAAS_CONFIG is wrong; the reason quotes its value and is not shown");
    }

    @Test
    void anArgumentIsRefused() {
        assertThat(run(new String[] {"--rate=\n5"}, Map.of(), (settings, stop, logs) -> {
                    throw new AssertionError("begun");
                }))
                .isEqualTo(2);
        assertThat(said().lines())
                .containsExactly(
                        "demo: unexpected argument \"--rate=\\n5\": settings are environment variables, see README.md");
    }

    @Test
    void propertiesThatMakeNoClientAreWrongSettings() {
        assertThat(run(
                        NO_ARGUMENTS,
                        Map.of(),
                        (settings, stop, logs) -> WrongClientPropertiesException.whenMaking(() -> {
                            throw new ConfigException("key store\nmissing");
                        })))
                .isEqualTo(2);
        assertThat(said().lines())
                .containsExactly("demo: no Kafka client can be made of the KAFKA_CLIENT_* settings: key store missing");
        assertThat(logged()).isEmpty();
    }

    @Test
    void workThatFailsIsLoggedOnOneLine() {
        assertThat(run(NO_ARGUMENTS, Map.of(), (settings, stop, logs) -> {
                    throw new IllegalStateException("outer", new IllegalStateException("no\nluck"));
                }))
                .isEqualTo(1);
        assertThat(said()).isEmpty();
        assertThat(logged())
                .containsExactly("ERROR demo - ended against its will cause=\"no luck\""
                        + " exception=java.lang.IllegalStateException");
    }

    @Test
    void workThatFillsTheHeapIsLoggedToo() {
        assertThat(run(NO_ARGUMENTS, Map.of(), (settings, stop, logs) -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isEqualTo(1);
        assertThat(logged())
                .containsExactly(
                        "ERROR demo - ended against its will cause=\"Java heap space\" exception=java.lang.OutOfMemoryError");
    }
}
