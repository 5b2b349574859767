package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import kafkademo.common.Topic;
import kafkademo.common.runtime.StopSignal;
import kafkademo.testing.SimulatedTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackpressureTest {
    private static final long SOME = 1_000;
    private static final int ENOUGH = 16_384;

    private Duration nextAcknowledgement = Duration.ofDays(1);
    private final SimulatedTime time = new SimulatedTime();
    private final StopSignal stop = new StopSignal(time.latch());
    private final ProducerMetrics metrics = new ProducerMetrics(time::nanoTime);
    private final Outcomes orders = new Outcomes(metrics, Topic.ORDERS, time.nanoTime());
    private final Backpressure backpressure = new Backpressure(ENOUGH, metrics, this::nanoTime, stop);

    /** The clock of a slow broker: once it has begun, it acknowledges a hundred messages every 50 ms. */
    private long nanoTime() {
        while (time.elapsed().compareTo(nextAcknowledgement) >= 0) {
            acknowledge(100);
            nextAcknowledgement = nextAcknowledgement.plusMillis(50);
        }
        return time.nanoTime();
    }

    private void send(long messages) {
        for (long i = 0; i < messages; i++) {
            backpressure.await();
            orders.accepted();
        }
    }

    private void acknowledge(long messages) {
        for (long i = 0; i < messages; i++) {
            orders.acknowledged(1);
        }
    }

    @Test
    void neverHoldsBackWhatTheBrokerKeepsUpWith() {
        for (int i = 0; i < 100; i++) {
            send(SOME);
            acknowledge(SOME);
        }

        assertThat(time.elapsed()).isZero();
    }

    @Test
    void waitsForABusyBrokerAsLongAsItAcknowledges() {
        send(ENOUGH);
        nextAcknowledgement = time.elapsed();
        send(10 * SOME);

        // Apart from some room, as many must be acknowledged as are sent: a hundred times a hundred.
        assertThat(time.elapsed()).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(metrics.inFlight()).isBetween((long) ENOUGH, ENOUGH + SOME);
    }

    @Test
    void letsEverythingPassAfterASecondWithoutABroker() {
        send(10 * ENOUGH);

        assertThat(time.elapsed()).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_010));
    }

    /** At the start nothing is acknowledged yet, and now and then a broker stops for a moment. */
    @Test
    void aShortStallDoesNotFillTheBuffer() {
        send(ENOUGH);
        nextAcknowledgement = Duration.ofMillis(900);
        send(SOME);

        assertThat(time.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(metrics.inFlight()).isLessThan(ENOUGH + SOME);
    }

    @Test
    void aStopEndsTheWait() {
        send(ENOUGH);
        acknowledge(1);
        time.after(Duration.ofMillis(20), stop::request);
        send(SOME);

        assertThat(time.elapsed()).isBetween(Duration.ofMillis(20), Duration.ofMillis(30));
    }

    /** Under way can be six batches for each of twelve partitions, of messages of 360 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {8_192, 16_384, 32_768, 65_536})
    void enoughIsMoreThanTheClientCanHaveUnderWayButNotMuchMore(int batchBytes) {
        double underWay = 6 * 12 * batchBytes / 360.0;

        assertThat((double) Backpressure.enough(batchBytes)).isBetween(underWay, 1.5 * underWay);
    }

    @ParameterizedTest
    @CsvSource({"0, 1024", "1, 1024", "131072, 16384", "2147483647, 16384"})
    void enoughHasBounds(int batchBytes, int enough) {
        assertThat(Backpressure.enough(batchBytes)).isEqualTo(enough);
    }
}
