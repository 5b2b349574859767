package kafkademo.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CounterTest {
    private final Counter counter = new Counter();

    @Test
    void counts() {
        assertThat(counter.get()).isZero();
        counter.increment();
        counter.increment();
        counter.add(40);
        assertThat(counter.get()).isEqualTo(42);
    }

    @Test
    void anotherThreadSeesWhatWasCounted() throws InterruptedException {
        Thread keeper = new Thread(() -> {
            for (int i = 0; i < 1_000; i++) {
                counter.increment();
            }
        });
        keeper.start();
        while (counter.get() < 1_000) {
            Thread.onSpinWait();
        }
        keeper.join();
        assertThat(counter.get()).isEqualTo(1_000);
    }
}
