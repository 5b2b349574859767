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
        inFlight.entered();
        return slot;
    }

    private long age(long millis) {
        return TimeUnit.NANOSECONDS.toMillis(inFlight.oldestAge(ms(millis), true));
    }

    @Test
    void theOldestMessageThatHasNotLeftTellsTheAge() {
        InFlight.Slot first = enter(100);
        InFlight.Slot second = enter(200);
        enter(300);

        assertThat(age(1_000)).isEqualTo(900);
        second.left();
        assertThat(age(1_000)).isEqualTo(900);
        first.left();
        assertThat(age(1_000)).isEqualTo(700);
        assertThat(inFlight.oldestAge(ms(1_000), false)).isZero();
    }

    @Test
    void messagesOfTheSameTenMillisecondsShareAnAge() {
        InFlight.Slot first = enter(100);
        assertThat(enter(109)).isSameAs(first);
        assertThat(enter(110)).isNotSameAs(first);

        first.left();
        assertThat(age(120)).isEqualTo(20);
        first.left();
        assertThat(age(120)).isEqualTo(10);
    }

    @Test
    void aMessageMayLeaveBeforeItHasEntered() {
        InFlight.Slot slot = inFlight.slot(ms(100));
        slot.left();
        inFlight.entered();
        enter(200);

        assertThat(age(250)).isEqualTo(50);
    }

    @Test
    void keepsNothingOfMessagesThatHaveLeft() {
        enter(100);
        for (long millis = 110; millis < 10_000; millis += 10) {
            enter(millis).left();
        }

        assertThat(inFlight.slots).hasSize(2);
        assertThat(age(10_000)).isEqualTo(9_900);
    }
}
