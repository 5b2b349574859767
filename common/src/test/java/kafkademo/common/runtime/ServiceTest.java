package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.ServiceSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
    private static final String[] NO_ARGUMENTS = {};

    private static final Service.Factory<Settings> NOT_REACHED = (settings, stop, gate, log) -> {
        throw new AssertionError("the work has begun");
    };

    private final PrintStream standardOutput = System.out;
    private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @TempDir
    private Path folder;

    @AfterEach
    void giveStandardOutputBack() {
        System.setOut(standardOutput);
    }

    private record Settings(CommonSettings common) implements ServiceSettings {}

    /** Work whose frame can be seen. */
    private record FramedWork(Log log, Runnable healthCheck) implements Service.Work {
        FramedWork(Log log) {
            this(log, () -> {});
        }

        @Override
        public void describe(LogLine startLine) {
            startLine.add("colour", "blue");
        }

        @Override
        public Knobs knobs() {
            return new Knobs(log);
        }

        @Override
        public void run() {
            log.info("run");
        }

        @Override
        public boolean isHealthy() {
            healthCheck.run();
            return true;
        }

        @Override
        public void summarize() {
            log.info("summary");
        }
    }

    private int run(String[] arguments, Map<String, String> variables, Service.Factory<Settings> factory) {
        return new Service("demo", logged, new PrintStream(said, true, StandardCharsets.UTF_8), folder)
                .run(
                        arguments,
                        variables,
                        environment -> new Settings(CommonSettings.from(environment, ProducerConfig.configDef())),
                        factory);
    }

    private int run(Service.Factory<Settings> factory) {
        return run(NO_ARGUMENTS, Map.of(), factory);
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
    void startsSummarizesOnceAndEndsWell() {
        assertThat(run((settings, stop, gate, log) -> {
                    assertThat(settings.common())
                            .isEqualTo(new CommonSettings(
                                    new ClientSettings("localhost:9092", Map.of()), 200, "info", "text", 0));
                    assertThat(stop.isRequested()).isFalse();
                    stop.request(); // before the broker is waited for
                    return new FramedWork(log);
                }))
                .isZero();
        assertThat(said()).isEmpty();
        assertThat(logged())
                .containsExactly(
                        "INFO demo - starting broker=localhost:9092 colour=blue control="
                                + folder.resolve("control.sock"),
                        "INFO demo - summary",
                        "INFO demo - stopped");
    }

    @Test
    void touchesTheHeartbeatOfAHealthyService() {
        Path heartbeat = folder.resolve("heartbeat");
        run(
                NO_ARGUMENTS,
                Map.of("KAFKA_BROKER", "127.0.0.1:1"),
                (settings, stop, gate, log) -> new FramedWork(log, () -> {
                    if (Files.exists(heartbeat)) {
                        stop.request();
                    }
                }));

        assertThat(heartbeat).exists();
        assertThat(folder.resolve("control.sock")).doesNotExist();
    }

    @Test
    void theFormatMayBeInAFile() throws IOException {
        Path format = Files.writeString(folder.resolve("format"), "json\n");
        run(NO_ARGUMENTS, Map.of("LOG_FORMAT_FILE", format.toString()), (settings, stop, gate, log) -> {
            stop.request();
            return new FramedWork(log);
        });

        assertThat(logged.toString(StandardCharsets.UTF_8)).startsWith("{");
    }

    @Test
    void reportsAFileThatCannotBeReadOnce() {
        String path = folder.resolve("missing").toString();

        assertThat(run(NO_ARGUMENTS, Map.of("LOG_LEVEL_FILE", path), NOT_REACHED))
                .isEqualTo(2);
        assertThat(said()).isEqualTo("demo: LOG_LEVEL_FILE=\"" + path + "\" is not allowed: no such file or folder\n");
    }

    @Test
    void reportsEveryWrongSettingBeforeTheWorkBegins() {
        assertThat(run(
                        NO_ARGUMENTS,
                        Map.of("KAFKA_BROKER", "", "LOG_LINES_PER_SECOND", "-1", "LOG_LEVEL", "Info"),
                        NOT_REACHED))
                .isEqualTo(2);
        assertThat(said().lines())
                .containsExactly(
                        "demo: KAFKA_BROKER=\"\" is not allowed: host:port[,host:port…], ports from 1 to 65535",
                        "demo: LOG_LINES_PER_SECOND=\"-1\" is not allowed: a whole number from 0 to 1000000",
                        "demo: LOG_LEVEL=\"Info\" is not allowed: one of trace, debug, info, warn, error");
    }

    @Test
    void warnsOfAVariableThatLooksLikeASettingWithoutItsValue() {
        assertThat(run(
                        NO_ARGUMENTS,
                        Map.of("BOOTSTRAP_SERVERS", "secret:1", "LOGLEVEL", "debug", "SPEED", "1"),
                        (settings, stop, gate, log) -> {
                            stop.request();
                            return new FramedWork(log);
                        }))
                .isZero();
        assertThat(logged())
                .containsExactly(
                        "WARN demo - ignored an environment variable: did you mean KAFKA_BROKER? name=BOOTSTRAP_SERVERS",
                        "WARN demo - ignored an environment variable: did you mean LOG_LEVEL? name=LOGLEVEL",
                        "INFO demo - starting broker=localhost:9092 colour=blue control="
                                + folder.resolve("control.sock"),
                        "INFO demo - summary",
                        "INFO demo - stopped");
    }

    @Test
    void doesNotPrintAClientPropertyThatIsASecret() {
        Map<String, String> variables = Map.of("KAFKA_CLIENT_SASL_JAAS_CONFIG", "x required password=hunter2;");
        assertThat(run(
                        NO_ARGUMENTS,
                        variables,
                        (settings, stop, gate, log) -> WrongClientPropertiesException.whenMaking(() -> {
                            throw new ConfigException("unexpected token 'hunter2'");
                        })))
                .isEqualTo(2);
        assertThat(said().lines())
                .containsExactly("demo: no Kafka client can be made of the KAFKA_CLIENT_* settings:"
                        + " KAFKA_CLIENT_SASL_JAAS_CONFIG is wrong; the reason quotes its value and is not shown");
    }

    @Test
    void refusesAnArgument() {
        assertThat(run(new String[] {"--rate=\n5"}, Map.of(), NOT_REACHED)).isEqualTo(2);
        assertThat(said().lines())
                .containsExactly(
                        "demo: unexpected argument \"--rate=\\n5\": settings are environment variables, see README.md");
    }

    @Test
    void treatsPropertiesThatMakeNoClientAsWrongSettings() {
        assertThat(run((settings, stop, gate, log) -> WrongClientPropertiesException.whenMaking(() -> {
                    throw new ConfigException("key store\nmissing");
                })))
                .isEqualTo(2);
        assertThat(said().lines())
                .containsExactly("demo: no Kafka client can be made of the KAFKA_CLIENT_* settings: key store missing");
        assertThat(logged()).isEmpty();
    }

    @Test
    void logsAFailureOnOneLine() {
        assertThat(run((settings, stop, gate, log) -> {
                    throw new IllegalStateException("outer", new IllegalStateException("no\nluck"));
                }))
                .isEqualTo(1);
        assertThat(said()).isEmpty();
        assertThat(logged())
                .containsExactly(
                        "ERROR demo - ended against its will cause=\"no luck\" exception=java.lang.IllegalStateException");
    }

    @Test
    void logsThatTheHeapIsFull() {
        assertThat(run((settings, stop, gate, log) -> {
                    throw new OutOfMemoryError("Java heap space");
                }))
                .isEqualTo(1);
        assertThat(logged())
                .startsWith(
                        "ERROR demo - ended against its will cause=\"Java heap space\" exception=java.lang.OutOfMemoryError");
    }
}
