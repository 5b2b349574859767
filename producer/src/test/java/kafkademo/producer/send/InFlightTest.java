package kafkademo.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight();

    private static long ms(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    @Test
    void theOldestMessageThatHasNotLeftTellsTheAge() {
        InFlight.Slot first = enterAt(ms(100));
        InFlight.Slot second = enterAt(ms(200));
        InFlight.Slot third = enterAt(ms(300));

        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        second.left();
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        first.left();
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(700));
        third.left();
        assertThat(inFlight.oldestAge(ms(1_000))).isZero();
    }

    @Test
    void messagesOfTheSameTenMillisecondsShareAnAge() {
        InFlight.Slot first = enterAt(ms(100));
        InFlight.Slot second = enterAt(ms(109));

        assertThat(second).isSameAs(first);
        first.left();
        assertThat(inFlight.oldestAge(ms(120))).isEqualTo(ms(20));
    }

    @Test
    void aMessageThatLeavesBeforeItHasEnteredIsNeverInFlight() {
        InFlight.Slot slot = inFlight.slot(0);
        slot.left();
        slot.entered();
        assertThat(inFlight.oldestAge(ms(50))).isZero();
    }

    @Test
    void slotsThatAreEmptyAreForgotten() {
        InFlight.Slot stuck = enterAt(0);
        for (long millis = 10; millis < 10_000; millis += 10) {
            enterAt(ms(millis)).left();
        }
        stuck.left();
        enterAt(ms(10_000));
        assertThat(inFlight.slots()).isOne();
    }

    private InFlight.Slot enterAt(long now) {
        InFlight.Slot slot = inFlight.slot(now);
        slot.entered();
        return slot;
    }
}
