package kafkademo.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextLineTest {
    private static final String HEAD = "2026-11-24T06:07:11.123Z ERROR consumer - ";

    @Test
    void readsHeadMessageAndPairs() {
        TextLine line = TextLine.parse(HEAD + "JSON decode error topic=orders partition=2 offset=41 bytes=0");

        assertThat(line.time()).hasToString("2026-11-24T06:07:11.123Z");
        assertThat(line.level()).isEqualTo("ERROR");
        assertThat(line.logger()).isEqualTo("consumer");
        assertThat(line.message()).isEqualTo("JSON decode error");
        assertThat(line.position()).isEqualTo(new Position("orders", 2, 41));
        assertThat(line.fields()).hasSize(4);
    }

    @Test
    void readsALineWithoutPairs() {
        assertThat(TextLine.parse(HEAD + "stopped").message()).isEqualTo("stopped");
    }

    @Test
    void undoesEscapes() {
        TextLine line = TextLine.parse(HEAD + "m a=\"{\\\"x\\\": 1}\\n\\u001b[0m\\\\\" b=\"\" c=\"k=v é\"");

        assertThat(line.value("a")).isEqualTo("{\"x\": 1}\n\033[0m\\");
        assertThat(line.value("b")).isEmpty();
        assertThat(line.value("c")).isEqualTo("k=v é");
    }

    @Test
    void takesPairsInsideAQuotedValueAsText() {
        TextLine line = TextLine.parse(HEAD + "m topic=orders payload=\"\\\"a\\\" offset=7 \\\\\" bytes=9");

        assertThat(line.fields())
                .containsExactly(entry("topic", "orders"), entry("payload", "\"a\" offset=7 \\"), entry("bytes", "9"));
    }

    @Test
    void readsNumbers() {
        TextLine line = TextLine.parse(HEAD + "summary acknowledged=10 achieved_per_s=99.97");

        assertThat(line.number("acknowledged")).isEqualTo(10);
        assertThat(line.decimal("achieved_per_s")).isEqualTo(99.97);
    }

    @Test
    void readsALongValue() {
        String value = "x ".repeat(100_000);

        assertThat(TextLine.parse(HEAD + "m a=\"" + value + "\"").value("a")).isEqualTo(value);
    }

    @Test
    void takesALineOfALibraryAsAllMessage() {
        TextLine line =
                TextLine.parse("2026-11-24T06:07:11.123Z WARN org.apache.kafka.Client - it's \"k=v\" offset=5, a=");

        assertThat(line.message()).isEqualTo("it's \"k=v\" offset=5, a=");
        assertThat(line.fields()).isEmpty();
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
                "m a=\"\\u12\"",
                "m a=it's",
                "it's a=1",
                "\ufffd a=1",
                "m a=\033[0m",
                "m a=1 ",
                "m a=é"
            })
    void rejectsWhatDepartsFromTheForm(String text) {
        assertThatThrownBy(() -> TextLine.parse(HEAD + text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "producer: ERROR_RATE must be a number from 0 to 1",
                "[otel.javaagent 2026-11-24 06:07:11:123 +0000] [main] INFO io.Agent - started"
            })
    void rejectsALineWithoutAHead(String line) {
        assertThat(TextLine.isOne(line)).isFalse();
        assertThatThrownBy(() -> TextLine.parse(line)).isInstanceOf(IllegalArgumentException.class);
    }
}
