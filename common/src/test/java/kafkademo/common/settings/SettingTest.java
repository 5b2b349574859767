package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import kafkademo.common.log.LogLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingTest {
    private static final Setting<Double> RATE = Setting.decimal("ERROR_RATE", 0, 1);
    private static final Setting<Long> DELAY = Setting.integer("PROCESSING_DELAY_MS", 0, 60_000);
    private static final Setting<Long> SEED = Setting.integer("SEED", Long.MIN_VALUE, Long.MAX_VALUE);

    private static List<String> problems(Environment environment) {
        InvalidSettingsException thrown =
                catchThrowableOfType(InvalidSettingsException.class, environment::rejectIfAnyIsWrong);
        return thrown == null ? List.of() : thrown.problems();
    }

    private static final Setting<Duration> SKEW =
            Setting.duration("CLOCK_SKEW", Duration.ofHours(-1), Duration.ofHours(1));

    private static <T> String problem(Setting<T> setting, String value) {
        Environment environment = new Environment(Map.of(setting.name(), value));
        assertThat(setting.read(environment)).isEmpty();
        return problems(environment).get(0);
    }

    @Test
    void anAbsentVariableHasItsDefault() {
        Environment environment = new Environment(Map.of());

        assertThat(RATE.read(environment, 0.1)).isEqualTo(0.1);
        assertThat(DELAY.read(environment, 7L)).isEqualTo(7);
        assertThat(SEED.read(environment)).isEmpty();
        assertThat(problems(environment)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "0.1,0.1", "00.50,0.5", "1.0,1", "0.000000001,1e-9"})
    void readsAPlainDecimal(String value, double expected) {
        Environment environment = new Environment(Map.of("ERROR_RATE", value));

        assertThat(RATE.read(environment, 0.5)).isEqualTo(expected);
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
    void rejectsAnyOtherDecimal(String value) {
        assertThat(problem(RATE, value))
                .isEqualTo("ERROR_RATE=" + LogLine.quoted(value)
                        + " is not allowed: a number from 0 to 1, decimals allowed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "x", "1.0", "1e3", "+5", "-1", "60001", " 5", "5 ", "0x10", "5L", "NaN", "1_000", "１"})
    void rejectsAnyOtherInteger(String value) {
        assertThat(problem(DELAY, value))
                .isEqualTo("PROCESSING_DELAY_MS=" + LogLine.quoted(value)
                        + " is not allowed: a whole number from 0 to 60000");
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, -1, 0, 1, Long.MAX_VALUE})
    void readsAnInteger(long value) {
        assertThat(SEED.read(new Environment(Map.of("SEED", Long.toString(value)))))
                .isEqualTo(Optional.of(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"9223372036854775808", "-9223372036854775809", "1.5", "", "--1", "-"})
    void rejectsWhatIsNoLong(String value) {
        assertThat(problem(SEED, value))
                .isEqualTo("SEED=\"" + value
                        + "\" is not allowed: a whole number from -9223372036854775808 to 9223372036854775807");
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false"})
    void readsAFlag(String value, boolean expected) {
        assertThat(Setting.flag("PAUSED").read(new Environment(Map.of("PAUSED", value))))
                .isEqualTo(Optional.of(expected));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "TRUE", "1", "yes", "on", " true"})
    void rejectsAnyOtherFlag(String value) {
        assertThat(problem(Setting.flag("PAUSED"), value))
                .isEqualTo("PAUSED=" + LogLine.quoted(value) + " is not allowed: true or false");
    }

    @Test
    void readsOneOfAFewWords() {
        Setting<String> level = Setting.oneOf("LOG_LEVEL", List.of("info", "warn"));

        assertThat(level.read(new Environment(Map.of("LOG_LEVEL", "warn")), "info"))
                .isEqualTo("warn");
        assertThat(problem(level, "INFO")).isEqualTo("LOG_LEVEL=\"INFO\" is not allowed: one of info, warn");
    }

    @ParameterizedTest
    @CsvSource({
        "0s,0,0s",
        "-1h,-3600000,-1h",
        "90s,90000,90s",
        "120s,120000,2m",
        "-1ms,-1,-1ms",
        "0h,0,0s",
        "59m,3540000,59m"
    })
    void readsASpanOfTimeAndShowsItInTheLargestUnit(String value, long millis, String shown) {
        Duration span = SKEW.read(new Environment(Map.of("CLOCK_SKEW", value))).orElseThrow();

        assertThat(span).isEqualTo(Duration.ofMillis(millis));
        assertThat(SKEW.text(span)).isEqualTo(shown);
        assertThat(SKEW.parser().apply(shown)).contains(span);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "5",
                "s",
                "1.5s",
                "+5s",
                "5 s",
                "5S",
                "5d",
                "1h30m",
                "--5s",
                "61m",
                "-3600001ms",
                "999999999s"
            })
    void rejectsAnyOtherSpanOfTime(String value) {
        assertThat(problem(SKEW, value))
                .isEqualTo("CLOCK_SKEW=" + LogLine.quoted(value)
                        + " is not allowed: a whole number with its unit, ms, s, m or h, from -1h to 1h");
    }

    @ParameterizedTest
    @CsvSource({"5,5", "0.1,0.1", "1000000,1000000", "1e-9,0.000000001", "0,0"})
    void showsANumberAsAUserWouldWriteIt(double value, String text) {
        assertThat(RATE.text(value)).isEqualTo(text);
    }
}
