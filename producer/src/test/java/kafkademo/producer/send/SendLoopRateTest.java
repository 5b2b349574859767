package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A rate that changes while the loop runs. */
class SendLoopRateTest {
    private record Stage(Duration from, double rate) {}

    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());
    private final List<Duration> sent = new ArrayList<>();

    private final List<Stage> stages = new ArrayList<>();
    private final SendLoop[] loop = new SendLoop[1];

    private void run(int seconds) {
        time.after(Duration.ofSeconds(seconds).minus(time.elapsed()), stop::request);
        ProducerMetrics metrics = new ProducerMetrics(System::nanoTime);
        loop[0] = new SendLoop(
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()),
                () -> {
                    sent.add(time.elapsed());
                    return Messages.message();
                },
                new Delivery.Reporting(
                        metrics,
                        new Log(new RecordingLog().logger()),
                        new LineBudget(() -> 0, () -> 0),
                        new LineBudget(() -> 0, () -> 0)),
                this::rate,
                time::nanoTime,
                stop);
        loop[0].run();
    }

    private void from(double second, double rate) {
        stages.add(new Stage(Duration.ofNanos((long) (second * 1e9)), rate));
    }

    private double rate() {
        double rate = 0;
        for (Stage stage : stages) {
            rate = time.elapsed().compareTo(stage.from) >= 0 ? stage.rate : rate;
        }
        return rate;
    }

    private long sentBetween(double from, double to) {
        return sent.stream()
                .filter(at -> at.toNanos() >= (long) (from * 1e9) && at.toNanos() < (long) (to * 1e9))
                .count();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.001, 0.5, 5})
    void reachesAHigherRateWithinHalfASecond(double before) {
        from(0, before);
        from(10.1, 100);
        run(20);

        assertThat(sent.stream()
                        .filter(at -> at.toNanos() >= 10_100_000_000L)
                        .findFirst()
                        .orElseThrow())
                .isLessThanOrEqualTo(Duration.ofMillis(10_600));
        assertThat(sentBetween(11, 20)).isBetween(899L, 901L);
    }

    @Test
    void reachesALowerRateAtOnce() {
        from(0, 1_000);
        from(10, 2);
        run(20);

        assertThat(sentBetween(0, 10)).isEqualTo(10_000);
        assertThat(sentBetween(10, 20)).isEqualTo(20);
    }

    @Test
    void doesNotMakeUpForAPause() {
        from(0, 1_000);
        from(10, 0);
        from(20, 1_000);
        run(30);

        assertThat(sentBetween(10, 20)).isZero();
        for (int millis = 20_000; millis < 20_900; millis += 100) {
            assertThat(sentBetween(millis / 1e3, (millis + 100) / 1e3)).isLessThanOrEqualTo(101);
        }
        assertThat(sentBetween(21, 30)).isBetween(8_999L, 9_001L);
        assertThat(loop[0].turns()).isGreaterThan(10_000);
    }

    @Test
    void keepsTurningDuringAPause() {
        from(0, 5);
        from(10, 0);
        run(70);

        // 50 messages and the waits between them, then two turns a second.
        assertThat(loop[0].turns()).isBetween(215L, 225L);
    }

    @Test
    void doesNotMakeUpUnderANewRateForAStallUnderTheOldOne() {
        from(0, 1_000);
        from(1, 10);
        time.pass(Duration.ofMillis(500));
        run(3);

        assertThat(sentBetween(1, 2)).isEqualTo(10);
    }

    @Test
    void keepsItsScheduleWhenTheSameRateIsSetAgain() {
        from(0, 3);
        for (double second = 0.1; second < 10; second += 0.1) {
            from(second, 3);
        }
        run(10);

        assertThat(sent).hasSize(30);
    }
}
