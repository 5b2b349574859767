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
    void theOldestIsTheOneThatHasNotLeft() {
        InFlight.Slot first = enterAt(ms(100));
        InFlight.Slot second = enterAt(ms(200));
        InFlight.Slot third = enterAt(ms(300));

        assertThat(inFlight.count()).isEqualTo(3);
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        second.acknowledged();
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(900));
        first.acknowledged();
        assertThat(inFlight.oldestAge(ms(1_000))).isEqualTo(ms(700));
        third.acknowledged();
        assertThat(inFlight.oldestAge(ms(1_000))).isZero();
        assertThat(inFlight.count()).isZero();
    }

    @Test
    void messagesOfTheSameTenMillisecondsShareTheirAge() {
        InFlight.Slot first = enterAt(ms(100));
        InFlight.Slot second = enterAt(ms(109));

        assertThat(second).isSameAs(first);
        first.acknowledged();
        assertThat(inFlight.oldestAge(ms(120))).isEqualTo(ms(20));
    }

    @Test
    void aMessageThatLeavesBeforeItHasEnteredCountsForNothing() {
        InFlight.Slot slot = inFlight.slot(0);
        slot.acknowledged();
        assertThat(inFlight.count()).isZero();
        slot.entered();
        assertThat(inFlight.count()).isZero();
        assertThat(inFlight.oldestAge(ms(50))).isZero();
    }

    @Test
    void whatHasFailedHasLeft() {
        InFlight.Slot first = enterAt(0);
        InFlight.Slot second = enterAt(ms(100));

        first.failed();
        assertThat(inFlight.count()).isOne();
        assertThat(inFlight.oldestAge(ms(150))).isEqualTo(ms(50));
        second.failed();
        assertThat(inFlight.count()).isZero();
        assertThat(inFlight.oldestAge(ms(150))).isZero();
    }

    @Test
    void remembersNothingOfWhatHasLeft() {
        InFlight.Slot stuck = enterAt(0);
        for (long millis = 10; millis < 10_000; millis += 10) {
            enterAt(ms(millis)).acknowledged();
        }
        stuck.acknowledged();
        enterAt(ms(10_000));
        assertThat(inFlight.slots()).isOne();
    }

    private InFlight.Slot enterAt(long now) {
        InFlight.Slot slot = inFlight.slot(now);
        slot.entered();
        return slot;
    }
}
