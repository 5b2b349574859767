package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import kafkademo.common.Topic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BackpressureTest {
    private static final long SOME = 1_000;
    private static final int PLENTY = 16_384;

    private final SimulatedTime time = new SimulatedTime();
    private final ProducerMetrics metrics = new ProducerMetrics(System::nanoTime);
    private final InFlight.Slot slot = metrics.inFlight(Topic.ORDERS).slot(0);
    private final Backpressure backpressure = new Backpressure(PLENTY, metrics, this::nanoTime, time);
    private long nextAcknowledgement = Long.MAX_VALUE;

    /** A clock by which a slow broker works: once it has begun, it acknowledges a hundred messages every 50 ms. */
    private long nanoTime() {
        while (nextAcknowledgement <= time.nanoTime()) {
            acknowledge(100);
            nextAcknowledgement += Duration.ofMillis(50).toNanos();
        }
        return time.nanoTime();
    }

    private void send(long messages) {
        for (long i = 0; i < messages; i++) {
            backpressure.await();
            slot.entered();
        }
    }

    private void acknowledge(long messages) {
        for (long i = 0; i < messages; i++) {
            metrics.acknowledged(Topic.ORDERS, Optional.empty(), 1, System.nanoTime());
            slot.acknowledged();
        }
    }

    @Test
    void whatABrokerKeepsUpWithIsNeverHeldBack() {
        for (int i = 0; i < 100; i++) {
            send(SOME);
            acknowledge(SOME);
        }

        assertThat(time.nanoTime()).isZero();
    }

    @Test
    void aBrokerThatHasPlentyToDoIsWaitedForAsLongAsItAcknowledges() {
        send(PLENTY);
        nextAcknowledgement = time.nanoTime();
        send(10 * SOME);

        // But for some room, as many must be acknowledged as are sent: a hundred times a hundred.
        assertThat(Duration.ofNanos(time.nanoTime())).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5));
        assertThat(metrics.inFlight()).isBetween((long) PLENTY, PLENTY + SOME);
    }

    @Test
    void withoutABrokerEverythingPassesAfterASecond() {
        send(10 * PLENTY);

        assertThat(Duration.ofNanos(time.nanoTime())).isBetween(Duration.ofMillis(990), Duration.ofMillis(1_010));
    }

    /** At the start nothing is acknowledged yet, and now and then a broker stops for a moment. */
    @Test
    void aShortStallDoesNotFillTheBuffer() {
        send(PLENTY);
        nextAcknowledgement = Duration.ofMillis(900).toNanos();
        send(SOME);

        assertThat(Duration.ofNanos(time.nanoTime())).isGreaterThanOrEqualTo(Duration.ofMillis(900));
        assertThat(metrics.inFlight()).isLessThan(PLENTY + SOME);
    }

    @Test
    void aStopEndsTheWait() {
        send(PLENTY);
        acknowledge(1);
        time.stopAt(Duration.ofMillis(20));
        send(SOME);

        assertThat(Duration.ofNanos(time.nanoTime())).isBetween(Duration.ofMillis(20), Duration.ofMillis(30));
    }

    /** What can be under way: six batches of each of twelve partitions, of messages of 360 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {8_192, 16_384, 32_768, 65_536})
    void plentyIsMoreThanTheClientCanHaveUnderWayButNotMuchMore(int batchBytes) {
        double underWay = 6 * 12 * batchBytes / 360.0;

        assertThat((double) Backpressure.plenty(batchBytes)).isBetween(underWay, 1.5 * underWay);
    }

    @ParameterizedTest
    @CsvSource({"0, 1024", "1, 1024", "131072, 16384", "2147483647, 16384"})
    void plentyHasItsBounds(int batchBytes, int plenty) {
        assertThat(Backpressure.plenty(batchBytes)).isEqualTo(plenty);
    }
}
