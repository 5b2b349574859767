package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import kafkademo.common.log.LogLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvironmentTest {
    private static List<String> problems(Environment environment) {
        InvalidSettingsException thrown =
                catchThrowableOfType(InvalidSettingsException.class, environment::rejectIfAnyIsWrong);
        return thrown == null ? List.of() : thrown.problems();
    }

    @Test
    void whatIsAbsentGetsItsDefault() {
        Environment environment = new Environment(Map.of());

        assertThat(environment.decimal("ERROR_RATE", 0.1, 0, 1)).isEqualTo(0.1);
        assertThat(environment.integer("PROCESSING_DELAY_MS", 7, 0, 60_000)).isEqualTo(7);
        assertThat(environment.optionalLong("SEED")).isEmpty();
        assertThat(environment.text("LOG_LEVEL", "info", text -> false, "none")).isEqualTo("info");
        assertThat(problems(environment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "0.1,0.1", "00.50,0.5", "1.0,1", "0.000000001,1e-9"})
    void aPlainDecimalIsRead(String value, double expected) {
        Environment environment = new Environment(Map.of("ERROR_RATE", value));

        assertThat(environment.decimal("ERROR_RATE", 0.5, 0, 1)).isEqualTo(expected);
        assertThat(problems(environment)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "x",
                "1e-1",
                "1E0",
                "NaN",
                "Infinity",
                "-Infinity",
                "+0.5",
                "-0.5",
                "-0",
                ".5",
                "1.",
                " 0.5",
                "0.5 ",
                "0.5\n",
                "0,5",
                "0x1p-1",
                "0.5f",
                "0.5d",
                "10%",
                "1/2",
                "1.0000001",
                "2",
                "1.5.0",
                "１",
                "٠",
                "9999999999999999999999999999999999999999",
                "null",
                "\"0.5\""
            })
    void anyOtherDecimalIsRefusedAndDoesNotFallBack(String value) {
        Environment environment = new Environment(Map.of("ERROR_RATE", value));
        environment.decimal("ERROR_RATE", 0.1, 0, 1);

        assertThat(problems(environment))
                .containsExactly("ERROR_RATE=" + LogLine.quoted(value)
                        + " is not allowed: a number from 0 to 1, decimals allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "x", "1.0", "1e3", "+5", "-1", "60001", " 5", "5 ", "0x10", "5L", "NaN", "1_000", "１"})
    void anyOtherIntegerIsRefused(String value) {
        Environment environment = new Environment(Map.of("PROCESSING_DELAY_MS", value));
        environment.integer("PROCESSING_DELAY_MS", 0, 0, 60_000);

        assertThat(problems(environment))
                .containsExactly("PROCESSING_DELAY_MS=" + LogLine.quoted(value)
                        + " is not allowed: a whole number from 0 to 60000");
    }

    @Test
    void a64BitIntegerReachesBothEndsAndNoFurther() {
        for (long value : new long[] {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE}) {
            assertThat(new Environment(Map.of("SEED", Long.toString(value))).optionalLong("SEED"))
                    .isEqualTo(OptionalLong.of(value));
        }
        for (String value : List.of("9223372036854775808", "-9223372036854775809", "1.5", "", "--1", "-")) {
            Environment environment = new Environment(Map.of("SEED", value));
            assertThat(environment.optionalLong("SEED")).isEmpty();
            assertThat(problems(environment))
                    .containsExactly("SEED=\"" + value + "\" is not allowed: "
                            + "a whole number of 64 bits, -9223372036854775808 to 9223372036854775807");
        }
    }

    @Test
    void everyWrongSettingIsToldAtOnceOneLineEach() {
        Environment environment = new Environment(
                Map.of("ERROR_RATE", "2", "SEED", "a\nb", "LOG_LEVEL", "INFO", "MESSAGE_PER_SECOND", "9"));
        environment.decimal("ERROR_RATE", 0.1, 0, 1);
        environment.optionalLong("SEED");
        environment.text("LOG_LEVEL", "info", "info"::equals, "info");

        assertThat(problems(environment))
                .containsExactly(
                        "MESSAGE_PER_SECOND=\"9\" is no setting: did you mean MESSAGES_PER_SECOND?",
                        "ERROR_RATE=\"2\" is not allowed: a number from 0 to 1, decimals allowed",
                        "SEED=\"a\\nb\" is not allowed: a whole number of 64 bits, "
                                + "-9223372036854775808 to 9223372036854775807",
                        "LOG_LEVEL=\"INFO\" is not allowed: info");
    }

    @ParameterizedTest
    @CsvSource({
        "MESSAGE_PER_SECOND,MESSAGES_PER_SECOND",
        "MESSAGES_PER_SECONDS,MESSAGES_PER_SECOND",
        "MESSAGES_PER_SEC,MESSAGES_PER_SECOND",
        "MESSAGESPERSECOND,MESSAGES_PER_SECOND",
        "messages_per_second,MESSAGES_PER_SECOND",
        "ERRORRATE,ERROR_RATE",
        "ERROR-RATE,ERROR_RATE",
        "ERROR_RATES,ERROR_RATE",
        "Error_Rate,ERROR_RATE",
        "EROR_RATE,ERROR_RATE",
        "KAFKA_BROKERS,KAFKA_BROKER",
        "KAFKABROKER,KAFKA_BROKER",
        "KAFAK_BROKER,KAFKA_BROKER",
        "CONSUMERGROUP,CONSUMER_GROUP",
        "CONSUMER_GROUPS,CONSUMER_GROUP",
        "PROCESSING_DELAY,PROCESSING_DELAY_MS",
        "PROCESING_DELAY_MS,PROCESSING_DELAY_MS",
        "LOG_LINES_PER_SEC,LOG_LINES_PER_SECOND",
        "LOG_LINE_PER_SECOND,LOG_LINES_PER_SECOND",
        "LOGLEVEL,LOG_LEVEL",
        "LOG_LEVE,LOG_LEVEL",
        "SEEDS,SEED",
        "SEDD,SEED"
    })
    void aMisspeltNameIsToldWithTheRightOne(String name, String meant) {
        assertThat(problems(new Environment(Map.of(name, "1"))))
                .containsExactly(name + "=\"1\" is no setting: did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "HOME",
                "USER",
                "HOSTNAME",
                "SHELL",
                "PWD",
                "OLDPWD",
                "TERM",
                "LANG",
                "LC_ALL",
                "SHLVL",
                "LOGNAME",
                "MAIL",
                "EDITOR",
                "DISPLAY",
                "TZ",
                "_",
                "JAVA_HOME",
                "JAVA_VERSION",
                "JAVA_TOOL_OPTIONS",
                "JDK_JAVA_OPTIONS",
                "KAFKA_PORT",
                "KAFKA_SERVICE_HOST",
                "KAFKA_OPTS",
                "KAFKA_HEAP_OPTS",
                "KAFKA_HOME",
                "OTEL_SERVICE_NAME",
                "OTEL_LOG_LEVEL",
                "SSH_AUTH_SOCK",
                "LESSOPEN",
                "LS_COLORS",
                "XDG_RUNTIME_DIR",
                "HTTP_PROXY",
                "NO_PROXY",
                "KAFKA_CLIENT_LINGER_MS"
            })
    void anotherProgramsVariableIsNotTakenForAMisspeltOne(String name) {
        assertThat(problems(new Environment(Map.of(name, "1")))).isEmpty();
    }

    @Test
    void theSettingsThemselvesAreNotTakenForMisspeltOnes() {
        for (String name : SettingNames.ALL) {
            assertThat(problems(new Environment(Map.of(name, "1")))).isEmpty();
        }
    }

    @Test
    void aPrefixFindsWholeNamesInOrder() {
        Environment environment = new Environment(Map.of("P_B", "1", "P_A", "2", "XP_C", "3", "P", "4"));

        assertThat(environment.startingWith("P_")).containsExactly(Map.entry("P_A", "2"), Map.entry("P_B", "1"));
    }

    @Test
    void nothingWrongThrowsNothing() {
        assertThatCode(() -> new Environment(Map.of("SEED", "1")).rejectIfAnyIsWrong())
                .doesNotThrowAnyException();
    }
}
