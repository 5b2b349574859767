package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import kafkademo.consumer.reconcile.ProgressDisplay.Mode;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long millis;

    private ProgressDisplay display(Mode mode, int passes) {
        PrintStream err = new PrintStream(shown, true, StandardCharsets.UTF_8);
        return new ProgressDisplay(err, mode, () -> TimeUnit.MILLISECONDS.toNanos(millis), 10_000, passes);
    }

    private String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onATerminalOneLineIsDrawnAnew() {
        ProgressDisplay display = display(Mode.TERMINAL, 1);
        for (millis = 100; millis <= 400; millis += 100) {
            display.advance(1_000);
        }
        display.end();
        display.clear();

        assertThat(shown().split("\r\033\\[K"))
                .containsExactly(
                        "",
                        "read 2,000 of 10,000 records (20 %), 10,000/s",
                        "read 4,000 of 10,000 records (40 %), 10,000/s",
                        "read 4,000 records in 0.5 s, 8,000/s" + System.lineSeparator());
    }

    @Test
    void aLineThatIsNotFinishedIsTakenAway() {
        ProgressDisplay display = display(Mode.TERMINAL, 1);
        millis = 1_000;
        display.advance(1);
        display.clear();

        assertThat(shown()).endsWith("1/s\r\033[K");
    }

    @Test
    void elsewhereThereIsALineEveryFewSeconds() {
        ProgressDisplay display = display(Mode.LINES, 2);
        for (millis = 1_000; millis <= 11_000; millis += 1_000) {
            display.advance(1_000);
        }
        display.end();

        assertThat(shown().lines())
                .containsExactly(
                        "reconcile: read 5,000 of 20,000 records (25 %), 1,000/s,"
                                + " in 2 passes to compare all ids within the memory there is",
                        "reconcile: read 10,000 of 20,000 records (50 %), 1,000/s,"
                                + " in 2 passes to compare all ids within the memory there is",
                        "reconcile: read 11,000 records in 12.0 s, 916/s,"
                                + " in 2 passes to compare all ids within the memory there is");
    }

    @Test
    void quietIsQuiet() {
        ProgressDisplay display = display(Mode.NONE, 1);
        millis = 100_000;
        display.advance(1);
        display.end();
        display.clear();

        assertThat(shown()).isEmpty();
    }
}
