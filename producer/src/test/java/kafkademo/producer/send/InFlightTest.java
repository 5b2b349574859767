package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private static final long STARTED = ms(100);

    private final InFlight inFlight = new InFlight(STARTED);

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void theOldestMessageThatHasNotLeftTellsTheAge() {
        inFlight.entered(ms(100));
        inFlight.entered(ms(200));
        inFlight.entered(ms(300));
        assertThat(inFlight.count()).isEqualTo(3);

        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        inFlight.left(ms(200));
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        inFlight.left(ms(100));
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(700));
        inFlight.left(ms(300));
        assertThat(inFlight.oldestAge(ms(1_000))).isZero();
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void messagesOfTheSameTenMillisecondsShareAnAge() {
        inFlight.entered(ms(100));
        inFlight.entered(ms(109));
        assertThat(inFlight.slots()).isOne();

        inFlight.left(ms(100));
        assertThat(inFlight.oldestAge(ms(120))).isEqualTo(ms(20));
    }

    @Test
    void aMessageThatLeavesBeforeItHasEnteredIsNeverInFlight() {
        inFlight.left(ms(100));
        assertThat(inFlight.oldestAge(ms(150))).isZero();
        assertThat(inFlight.count()).isZero();

        inFlight.entered(ms(100));
        assertThat(inFlight.oldestAge(ms(150))).isZero();
        assertThat(inFlight.slots()).isZero();
    }

    @Test
    void keepsNothingOfMessagesThatHaveLeft() {
        inFlight.entered(STARTED);
        for (long millis = 110; millis < 10_000; millis += 10) {
            inFlight.entered(ms(millis));
            inFlight.left(ms(millis));
        }

        assertThat(inFlight.slots()).isOne();
        assertThat(inFlight.oldestAge(ms(10_000))).isEqualTo(ms(9_900));
    }
}
