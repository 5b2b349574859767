package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventClockTest {
    private long now = 1_000;
    private final EventClock clock = new EventClock(() -> now);

    @Test
    void goesOnOnlyWhenTold() {
        now = 2_000;
        assertThat(clock.getAsLong()).isEqualTo(1_000);

        clock.update();
        assertThat(clock.getAsLong()).isEqualTo(2_000);
    }

    @Test
    void datesTheShopsEvents() {
        Storefront shop = new Storefront(1, clock);
        assertThat(shop.next().occurredAtMillis()).isEqualTo(1_000);
        now = 5_000;
        assertThat(shop.next().occurredAtMillis()).isEqualTo(1_000);
        clock.update();
        assertThat(shop.next().occurredAtMillis()).isEqualTo(5_000);
    }
}
