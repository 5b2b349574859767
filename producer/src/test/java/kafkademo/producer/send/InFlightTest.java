package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight();

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    private InFlight.Slot enter(long millis) {
        InFlight.Slot slot = inFlight.slot(ms(millis));
        slot.entered();
        return slot;
    }

    @Test
    void theOldestMessageThatHasNotLeftTellsTheAge() {
        InFlight.Slot first = enter(100);
        InFlight.Slot second = enter(200);
        InFlight.Slot third = enter(300);
        assertThat(inFlight.count()).isEqualTo(3);

        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        second.left();
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        first.left();
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(700));
        third.left();
        assertThat(inFlight.oldestAge(ms(1_000))).isZero();
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void messagesOfTheSameTenMillisecondsShareAnAge() {
        InFlight.Slot first = enter(100);
        assertThat(enter(109)).isSameAs(first);
        assertThat(enter(110)).isNotSameAs(first);

        first.left();
        assertThat(inFlight.oldestAge(ms(120))).isEqualTo(ms(20));
    }

    @Test
    void aMessageThatLeavesBeforeItHasEnteredIsNeverInFlight() {
        InFlight.Slot slot = inFlight.slot(ms(100));
        slot.left();
        assertThat(inFlight.oldestAge(ms(150))).isZero();
        assertThat(inFlight.count()).isZero();

        slot.entered();
        assertThat(inFlight.oldestAge(ms(150))).isZero();
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void keepsNothingOfMessagesThatHaveLeft() {
        enter(100);
        for (long millis = 110; millis < 10_000; millis += 10) {
            enter(millis).left();
        }

        assertThat(inFlight.slots()).isEqualTo(2);
        assertThat(inFlight.oldestAge(ms(10_000))).isEqualTo(ms(9_900));
    }
}
