package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import kafkademo.common.log.RecordingLog;
import kafkademo.common.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {
    private final ManualTime time = new ManualTime();
    private final Knobs knobs = new Knobs(new RecordingLog().logger(), time::nanoTime, time);
    private final Commands commands =
            new Commands(knobs, InstantSource.fixed(Instant.parse("2026-11-24T12:30:05.999Z")));

    CommandsTest() {
        knobs.add(Setting.decimal("MESSAGES_PER_SECOND", 0, 1_000_000), 5.0);
        knobs.add(Setting.decimal("ERROR_RATE", 0, 1), 0.1);
    }

    private List<String> answer(String... request) {
        return commands.answer(List.of(request));
    }

    @Test
    void nothingToChangeShowsAll() {
        answer("for 60000", "set ERROR_RATE=0.5");

        assertThat(answer())
                .containsExactly(
                        "ok",
                        "SETTING              NOW  AT START  UNTIL                           ALLOWED",
                        "MESSAGES_PER_SECOND  5    5                                         a number from 0 to 1000000, decimals allowed",
                        "ERROR_RATE           0.5  0.1       2026-11-24T12:31:05Z, then 0.1  a number from 0 to 1, decimals allowed");
    }

    @Test
    void aChangeIsAnsweredWithOldAndNew() {
        assertThat(answer("set ERROR_RATE=0.50", "set MESSAGES_PER_SECOND=5"))
                .containsExactly("ok", "MESSAGES_PER_SECOND is 5 already", "ERROR_RATE: 0.1 -> 0.5");
    }

    @Test
    void aTemporaryChangeIsAnsweredWithItsEndWhereverItStands() {
        assertThat(answer("set ERROR_RATE=0.5", "for 60000"))
                .containsExactly("ok", "ERROR_RATE: 0.1 -> 0.5 until 2026-11-24T12:31:05Z, then 0.1");
    }

    @Test
    void whatIsWrongIsToldLineByLine() {
        assertThat(answer("set ERROR_RATE=a=b", "set MESSAGES_PER_SECOND=", "set PORT=1"))
                .containsExactly(
                        "refused",
                        "PORT is not allowed: what can change while the service runs is MESSAGES_PER_SECOND, ERROR_RATE",
                        "MESSAGES_PER_SECOND=\"\" is not allowed: a number from 0 to 1000000, decimals allowed",
                        "ERROR_RATE=\"a=b\" is not allowed: a number from 0 to 1, decimals allowed");
        assertThat(knobs.settingChanges()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "GET / HTTP/1.1,not understood: \"GET / HTTP/1.1\"",
        "set ,not understood: set",
        "set X,not understood: \"set X\"",
        "set =1,not understood: \"set =1\"",
        "SET ERROR_RATE=1,not understood: \"SET ERROR_RATE=1\"",
        "'for ',not a time of 1 ms to 24 h: \" ms\"",
        "for 0,not a time of 1 ms to 24 h: \"0 ms\"",
        "for -1,not a time of 1 ms to 24 h: \"-1 ms\"",
        "for 86400001,not a time of 1 ms to 24 h: \"86400001 ms\"",
        "for 99999999999999999999,not a time of 1 ms to 24 h: \"99999999999999999999 ms\""
    })
    void nonsenseIsRefused(String line, String problem) {
        assertThat(answer(line, "set ERROR_RATE=1")).containsExactly("refused", problem);
        assertThat(knobs.settingChanges()).isZero();
    }

    @Test
    void nonsenseIsShownShortAndHarmless() {
        assertThat(answer("\u001b[31m" + "x".repeat(10_000)))
                .containsExactly("refused", "not understood: \"\\u001b[31m" + "x".repeat(69) + "…\"");
    }

    @Test
    void whatIsThereTwiceIsRefused() {
        assertThat(answer("set ERROR_RATE=1", "set ERROR_RATE=1"))
                .containsExactly("refused", "ERROR_RATE is there twice");
        assertThat(answer("for 1", "for 1", "set ERROR_RATE=1"))
                .containsExactly("refused", "not understood: \"for 1\"");
    }
}
