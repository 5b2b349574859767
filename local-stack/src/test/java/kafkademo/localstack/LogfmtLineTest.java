package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogfmtLineTest {
    private static final String HEAD = "2026-11-24T06:07:11.123Z ERROR consumer - ";

    @Test
    void readsHeadMessageAndPairs() {
        LogfmtLine line = LogfmtLine.parse(HEAD + "JSON decode error topic=orders partition=2 offset=41 bytes=0");

        assertThat(line.time()).hasToString("2026-11-24T06:07:11.123Z");
        assertThat(line.level()).isEqualTo("ERROR");
        assertThat(line.logger()).isEqualTo("consumer");
        assertThat(line.message()).isEqualTo("JSON decode error");
        assertThat(line.position()).isEqualTo(new Position("orders", 2, 41));
        assertThat(line.values()).hasSize(4);
    }

    @Test
    void readsALineWithoutPairs() {
        assertThat(LogfmtLine.parse(HEAD + "stopped").message()).isEqualTo("stopped");
    }

    @Test
    void undoesEscapes() {
        LogfmtLine line = LogfmtLine.parse(HEAD + "m a=\"{\\\"x\\\": 1}\\n\\u001b[0m\\\\\" b=\"\" c=\"k=v é\"");

        assertThat(line.value("a")).isEqualTo("{\"x\": 1}\n\033[0m\\");
        assertThat(line.value("b")).isEmpty();
        assertThat(line.value("c")).isEqualTo("k=v é");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "m a=1  b=2",
                "m a=1 b",
                "m a=\"open",
                "m a=\"x\"y",
                "m a=1 a=2",
                "m a=\"\\q\"",
                "m a=\"\\xff\"",
                "m a=it's",
                "it's a=1",
                "m a=\033[0m",
                "m a=1 ",
                "m a=é"
            })
    void rejectsWhatDepartsFromTheForm(String text) {
        assertThatThrownBy(() -> LogfmtLine.parse(HEAD + text)).isInstanceOf(IllegalArgumentException.class);
    }
}
