package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StampedLinesTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogOutput output = new LogOutput(written, () -> 0, failure -> {});
    private long now;

    @BeforeEach
    void setClock() {
        setClock("2026-11-24T06:00:00.007Z");
    }

    private void setClock(String time) {
        now = Instant.parse(time).toEpochMilli();
    }

    private PrintStream out(ZoneId zone) {
        return new PrintStream(
                new StampedLines(output, new Timestamps(() -> now, zone)), false, StandardCharsets.UTF_8);
    }

    private String[] lines() {
        output.drain();
        return written.toString(StandardCharsets.UTF_8).split("\n", -1);
    }

    @Test
    void everyLineHasItsTime() {
        PrintStream out = out(ZoneOffset.UTC);
        out.println("INFO a");
        setClock("2026-11-24T06:00:00.120Z");
        out.println("WARN b");
        setClock("2026-11-24T06:00:01.999Z");
        out.println("ERROR é");
        setClock("2026-11-25T00:00:00.000Z");
        out.println();

        assertThat(lines())
                .containsExactly(
                        "2026-11-24T06:00:00.007Z INFO a",
                        "2026-11-24T06:00:00.120Z WARN b",
                        "2026-11-24T06:00:01.999Z ERROR é",
                        "2026-11-25T00:00:00.000Z ",
                        "");
    }

    @Test
    void theOffsetIsThatOfTheZoneAtThatTime() {
        PrintStream out = out(ZoneId.of("Europe/Zurich"));
        out.println("winter");
        setClock("2026-03-29T00:59:59.999Z");
        out.println("still winter");
        setClock("2026-03-29T01:00:00.000Z");
        out.println("summer");

        assertThat(lines())
                .containsExactly(
                        "2026-11-24T07:00:00.007+01:00 winter",
                        "2026-03-29T01:59:59.999+01:00 still winter",
                        "2026-03-29T03:00:00.000+02:00 summer",
                        "");
    }

    @Test
    void aLineInPiecesHasOneTime() {
        PrintStream out = out(ZoneOffset.UTC);
        out.print("a");
        out.write('b');
        out.print("");
        out.print("c\n");
        // Longer than what a PrintStream gathers.
        out.println("d".repeat(20_000));
        out.println("e");

        assertThat(lines())
                .containsExactly(
                        "2026-11-24T06:00:00.007Z abc",
                        "2026-11-24T06:00:00.007Z " + "d".repeat(20_000),
                        "2026-11-24T06:00:00.007Z e",
                        "");
    }
}
