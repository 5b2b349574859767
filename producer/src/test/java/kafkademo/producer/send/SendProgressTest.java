package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.runtime.StopSignal;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The send loop in simulated time, with a look at its progress every second. */
class SendProgressTest {
    /** The health check takes a service for ill after so many seconds. */
    private static final int LIMIT_SECONDS = 15;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());

    private final ProducerMetrics metrics = new ProducerMetrics(time::nanoTime);
    private final Delivery.Reporting reporting = new Delivery.Reporting(
            metrics,
            new Log(new RecordingLog().logger()),
            new LineBudget(() -> 0, () -> 0),
            new LineBudget(() -> 0, () -> 0));
    private SendProgress progress;
    private double rate;
    private int secondsWithout;
    private int longestWithout;

    SendProgressTest() {
        time.after(SECOND, this::look);
    }

    private void look() {
        time.after(SECOND, this::look);
        secondsWithout = progress.sinceLastLook() ? 0 : secondsWithout + 1;
        longestWithout = Math.max(longestWithout, secondsWithout);
    }

    private void run(FailingProducer producer, Duration duration) {
        time.after(duration, stop::request);
        SendLoop loop = new SendLoop(producer, Messages::message, reporting, () -> rate, time::nanoTime, stop);
        progress = new SendProgress(metrics, () -> rate, loop::turns);
        loop.run();
    }

    private FailingProducer healthyProducer() {
        return new FailingProducer(true, time, stop);
    }

    private FailingProducer failing(int failures) {
        FailingProducer producer = healthyProducer();
        producer.failures.addAll(Collections.nCopies(failures, new RecordTooLargeException("too large")));
        return producer;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.01, 0.5, 5, 1_000})
    void isMadeAllTheTimeAtAnyRateThatIsKept(double kept) {
        rate = kept;
        run(healthyProducer(), Duration.ofMinutes(5));

        assertThat(longestWithout).isZero();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.5, 5, 1_000})
    void isNotMadeWhileEverySendFails(double asked) {
        rate = asked;
        run(failing(10_000), Duration.ofMinutes(5));

        assertThat(metrics.failed()).isPositive();
        assertThat(secondsWithout).isGreaterThan(LIMIT_SECONDS);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 5})
    void isNotMadeWhileNothingIsAcknowledged(double asked) {
        rate = asked;
        run(new FailingProducer(false, time, stop), Duration.ofMinutes(5));

        assertThat(metrics.inFlight()).isPositive();
        assertThat(secondsWithout).isGreaterThan(LIMIT_SECONDS);
    }

    @Test
    void isMadeAgainOnceSendsSucceed() {
        rate = 0.5;
        run(failing(20), Duration.ofMinutes(5));

        assertThat(longestWithout).isGreaterThan(LIMIT_SECONDS);
        assertThat(secondsWithout).isZero();
    }

    @Test
    void isMadeByAPausedServiceWhoseLastSendFailed() {
        rate = 0.5;
        FailingProducer producer = failing(10_000);
        producer.stopAfter = 3;
        run(producer, Duration.ofMinutes(5));
        assertThat(progress.sinceLastLook()).isFalse();

        rate = 0;
        long turns = 1_000;
        SendProgress paused = new SendProgress(metrics, () -> rate, () -> turns);
        assertThat(paused.sinceLastLook()).isTrue();
    }
}
