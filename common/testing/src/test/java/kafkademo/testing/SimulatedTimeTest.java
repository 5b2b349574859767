package kafkademo.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SimulatedTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedTime time = new SimulatedTime();
    private final List<String> ran = new ArrayList<>();

    private void record(String task) {
        ran.add(task + " at " + time.elapsed().toSeconds());
    }

    private void everySecond() {
        record("tick");
        time.after(SECOND, this::everySecond);
    }

    @Test
    void runsEachTaskWhenItFallsDueAlsoAcrossAnOverflowOfTheClock() {
        time.after(Duration.ofSeconds(40), () -> record("late"));
        time.after(SECOND.multipliedBy(20).toNanos(), () -> record("early"));
        time.after(Duration.ofSeconds(51), () -> record("too late"));

        time.pass(Duration.ofSeconds(50));

        assertThat(ran).containsExactly("early at 20", "late at 40");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(50));
        assertThat(time.nanoTime()).isNegative();
    }

    @Test
    void runsATaskThatATaskAddsInTheSameWait() {
        time.after(SECOND, this::everySecond);
        time.pass(Duration.ofMillis(3_500));

        assertThat(ran).containsExactly("tick at 1", "tick at 2", "tick at 3");
    }

    @Test
    void aWaitEndsWhenATaskOpensItsLatch() throws InterruptedException {
        CountDownLatch latch = time.latch();
        time.after(SECOND, latch::countDown);

        assertThat(latch.await(300, TimeUnit.MILLISECONDS)).isFalse();
        assertThat(time.elapsed()).isEqualTo(Duration.ofMillis(300));

        assertThat(latch.await(Long.MAX_VALUE, TimeUnit.NANOSECONDS)).isTrue();
        assertThat(time.elapsed()).isEqualTo(SECOND);

        assertThat(latch.await(1, TimeUnit.DAYS)).isTrue();
        assertThat(time.elapsed()).isEqualTo(SECOND);
    }

    @Test
    void aNegativeWaitTakesNoTime() throws InterruptedException {
        assertThat(time.latch().await(-5, TimeUnit.SECONDS)).isFalse();
        assertThat(time.elapsed()).isZero();
    }
}
