package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.Setting;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {
    private final SimulatedTime time = new SimulatedTime();
    private final Knobs knobs = new Knobs(
            new Log(new RecordingLog().logger()),
            time::nanoTime,
            nanos -> task -> time.after(nanos, task),
            InstantSource.fixed(Instant.parse("2026-11-24T12:30:05.999Z")));
    private final Commands commands = new Commands(knobs);
    private final Knob<Double> errorRate;

    CommandsTest() {
        knobs.add(Setting.decimal("MESSAGES_PER_SECOND", 0, 1_000_000), 5.0);
        errorRate = knobs.add(Setting.decimal("ERROR_RATE", 0, 1), 0.1);
    }

    private List<String> answer(String... request) {
        return commands.answer(List.of(request));
    }

    @Test
    void aRequestWithoutChangesShowsAllSettings() {
        answer("--for", "60s", "ERROR_RATE=0.5");

        assertThat(answer())
                .containsExactly(
                        "ok",
                        "SETTING              NOW  AT START  UNTIL                           ALLOWED",
                        "MESSAGES_PER_SECOND  5    5                                         a number from 0 to 1000000, decimals allowed",
                        "ERROR_RATE           0.5  0.1       2026-11-24T12:31:05Z, then 0.1  a number from 0 to 1, decimals allowed");
    }

    @Test
    void theAnswerToAChangeShowsTheOldAndTheNewValue() {
        assertThat(answer("ERROR_RATE=0.50", "MESSAGES_PER_SECOND=5"))
                .containsExactly("ok", "MESSAGES_PER_SECOND is 5 already", "ERROR_RATE: 0.1 -> 0.5");
    }

    @Test
    void theAnswerToATemporaryChangeShowsItsEnd() {
        assertThat(answer("ERROR_RATE=0.5", "--for=60s"))
                .containsExactly("ok", "ERROR_RATE: 0.1 -> 0.5 until 2026-11-24T12:31:05Z, then 0.1");
    }

    @Test
    void everyWrongSettingHasALineInTheAnswer() {
        assertThat(answer("ERROR_RATE=a=b", "MESSAGES_PER_SECOND=", "PORT=1"))
                .containsExactly(
                        "refused",
                        "PORT is not allowed: only these settings can change while the service runs:"
                                + " MESSAGES_PER_SECOND, ERROR_RATE",
                        "MESSAGES_PER_SECOND=\"\" is not allowed: a number from 0 to 1000000, decimals allowed",
                        "ERROR_RATE=\"a=b\" is not allowed: a number from 0 to 1, decimals allowed");
        assertThat(knobs.settingChanges()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "1ms,PT0.001S",
        "250ms,PT0.25S",
        "60s,PT1M",
        "5m,PT5M",
        "24h,PT24H",
        "1440m,PT24H",
        "86400000ms,PT24H",
        "007s,PT7S"
    })
    void aTimeIsAWholeNumberWithAUnit(String text, Duration duration) {
        assertThat(answer("--for", text, "ERROR_RATE=1")).first().isEqualTo("ok");
        time.pass(duration.minusNanos(1));
        assertThat(errorRate.get()).isEqualTo(1);
        time.pass(Duration.ofNanos(1));
        assertThat(errorRate.get()).isEqualTo(0.1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "60",
                "s",
                "0s",
                "-1s",
                "+1s",
                "1.5s",
                "1 s",
                "60S",
                "60sec",
                "25h",
                "86400001ms",
                "99999999h",
                "99999999999999999999s",
                "١s",
                "1d",
                "1s\n"
            })
    void anyOtherTimeIsRefused(String text) {
        assertThat(answer("ERROR_RATE=1", "--for", text))
                .containsExactly(
                        "refused",
                        "--for " + LogLine.quoted(text)
                                + " is not allowed: a whole number with its unit, ms, s, m or h, from 1ms to 24h");
        assertThat(knobs.settingChanges()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "loud", "=1", "--pause=1", "-v", "--for", "--socket", "end"})
    void anArgumentThatIsNotUnderstoodIsRefused(String argument) {
        assertThat(answer("ERROR_RATE=1", argument))
                .containsExactly(
                        "refused",
                        LogLine.shortened(argument, 80)
                                + " is not understood: expected NAME=VALUE, --for TIME or --socket PATH");
        assertThat(knobs.settingChanges()).isZero();
    }

    @Test
    void anUntrustedArgumentIsShownShortenedAndEscaped() {
        assertThat(answer("\u001b[31m" + "x".repeat(10_000)))
                .element(1)
                .asString()
                .startsWith("\"\\u001b[31m" + "x".repeat(69) + "…\" is not understood");
    }

    @Test
    void aSettingThatIsGivenTwiceIsRefused() {
        assertThat(answer("ERROR_RATE=1", "ERROR_RATE=1")).containsExactly("refused", "ERROR_RATE is given twice");
    }

    @Test
    void aTimeWithoutAChangeIsRefused() {
        assertThat(answer("--for", "1s")).containsExactly("refused", "--for needs a setting to change");
    }
}
