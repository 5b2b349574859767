package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class LogEntryTest {
    @Test
    void aLineIsLevelMessageAndPairs() {
        LogEntry entry =
                LogEntry.parse("2026-11-24T06:00:00.000Z INFO consumer - processed topic=orders partition=2 offset=41");

        assertThat(entry.level()).isEqualTo("INFO");
        assertThat(entry.message()).isEqualTo("processed");
        assertThat(entry.position()).isEqualTo(new Position("orders", 2, 41));
    }

    @Test
    void pairsInsideAQuotedValueAreText() {
        LogEntry entry = LogEntry.parse(
                "2026-11-24T06:00:00.000Z ERROR consumer - JSON decode error topic=orders payload=\"\\\"a\\\" offset=7 \\\\\" bytes=9");

        assertThat(entry.message()).isEqualTo("JSON decode error");
        assertThat(entry.fields())
                .containsExactly(
                        entry("topic", "orders"), entry("payload", "\\\"a\\\" offset=7 \\\\"), entry("bytes", "9"));
    }

    @Test
    void numbersMayHaveDecimals() {
        LogEntry entry =
                LogEntry.parse("2026-11-24T06:00:00.000Z INFO producer - summary acknowledged=10 achieved_per_s=99.97");

        assertThat(entry.number("acknowledged")).isEqualTo(10);
        assertThat(entry.decimal("achieved_per_s")).isEqualTo(99.97);
    }

    @Test
    void aLineWithoutLevelIsAllMessage() {
        LogEntry entry = LogEntry.parse("producer: ERROR_RATE must be a number from 0 to 1");

        assertThat(entry.level()).isEmpty();
        assertThat(entry.message()).isEqualTo("producer: ERROR_RATE must be a number from 0 to 1");
        assertThat(entry.fields()).isEmpty();
    }
}
