package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    @Test
    void printsALineEveryFiveSeconds() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        AtomicLong time = new AtomicLong();
        Progress progress = new Progress(new PrintStream(err, true, StandardCharsets.UTF_8), time::get, 5_000);

        for (int second = 1; second <= 12; second++) {
            time.set(TimeUnit.SECONDS.toNanos(second));
            progress.accept(300);
        }

        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly("reconcile: read 1,500 of 5,000 records", "reconcile: read 3,000 of 5,000 records");
    }
}
