package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private static CommandLine parse(String... arguments) throws UsageException {
        return CommandLine.parse(arguments);
    }

    @Test
    void withoutArgumentsAllIsShown() throws Exception {
        assertThat(parse().request()).isEqualTo("end\n");
        assertThat(parse().help()).isFalse();
        assertThat(parse().socket()).isEqualTo(System.getProperty("java.io.tmpdir") + "/control.sock");
    }

    @Test
    void settingsArePassedOnAsTheyAre() throws Exception {
        assertThat(parse("A=", "B= x=y ", "MESSAGES_PER_SECOND=ü").request())
                .isEqualTo("set A=\nset B= x=y \nset MESSAGES_PER_SECOND=ü\nend\n");
    }

    @ParameterizedTest
    @CsvSource({
        "1ms,1",
        "250ms,250",
        "60s,60000",
        "5m,300000",
        "24h,86400000",
        "1440m,86400000",
        "86400000ms,86400000",
        "007s,7000"
    })
    void aTimeHasAUnit(String time, long millis) throws Exception {
        String expected = "set A=1\nfor " + millis + "\nend\n";

        assertThat(parse("A=1", "--for", time).request()).isEqualTo(expected);
        assertThat(parse("--for", time, "A=1").request()).isEqualTo(expected);
        assertThat(parse("--for=" + time, "A=1").request()).isEqualTo(expected);
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
                "999999999h",
                "99999999999999999999s",
                "١s",
                "1d"
            })
    void anyOtherTimeIsRefused(String time) {
        assertThatThrownBy(() -> parse("A=1", "--for", time))
                .isInstanceOf(UsageException.class)
                .hasMessage("--for \"" + time
                        + "\" is not allowed: a whole number with its unit, ms, s, m or h, from 1ms to 24h");
    }

    @ParameterizedTest
    @CsvSource({
        "--for,--for needs a value",
        "--for 1s,--for needs a setting to change",
        "A=1 --for 1s --for 1s,--for is there twice",
        "--socket,--socket needs a value",
        "--socket=,--socket needs a path",
        "ERROR_RATE,'\"ERROR_RATE\" is neither an option nor a setting with its value, such as ERROR_RATE=0.5'",
        "=1,'\"=1\" is neither an option nor a setting with its value, such as ERROR_RATE=0.5'",
        "--pause=1,'\"--pause=1\" is neither an option nor a setting with its value, such as ERROR_RATE=0.5'",
        "-v,'\"-v\" is neither an option nor a setting with its value, such as ERROR_RATE=0.5'"
    })
    void whatCannotBeMeantIsRefused(String line, String problem) {
        assertThatThrownBy(() -> parse(line.split(" ")))
                .isInstanceOf(UsageException.class)
                .hasMessage(problem);
    }

    @ParameterizedTest
    @ValueSource(strings = {"A=1\nend", "A=1\r", "\n"})
    void anArgumentCannotBeTwoLines(String argument) {
        assertThatThrownBy(() -> parse(argument)).hasMessage("an argument is one line");
        assertThatThrownBy(() -> parse("--for", argument)).isInstanceOf(UsageException.class);
    }

    @Test
    void theSocketCanBeAnother() throws Exception {
        assertThat(parse("--socket", "/x/y.sock").socket()).isEqualTo("/x/y.sock");
        assertThat(parse("--socket=/x/y=z").socket()).isEqualTo("/x/y=z");
    }

    @Test
    void helpIsHelpWhateverElseThereIs() throws Exception {
        assertThat(parse("--help").help()).isTrue();
        assertThat(parse("A=1", "-h").help()).isTrue();
    }

    @Test
    void helpFitsATerminal() {
        assertThat(CommandLine.HELP.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }
}
