package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineBudgetTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong();

    private int acquired(LineBudget budget, int tries) {
        int acquired = 0;
        for (int count = 0; count < tries; count++) {
            acquired += budget.tryAcquire() ? 1 : 0;
        }
        return acquired;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 123, Long.MAX_VALUE - SECOND / 2, -SECOND / 2})
    void givesOutTheBudgetOfEachSecondAndCountsTheRest(long start) {
        now.set(start);
        LineBudget budget = new LineBudget(() -> 3, now::get);

        assertThat(acquired(budget, 5)).isEqualTo(3);
        now.addAndGet(SECOND - 1);
        assertThat(acquired(budget, 5)).isZero();
        assertThat(budget.suppressed()).isEqualTo(7);
        now.addAndGet(1);
        assertThat(acquired(budget, 4)).isEqualTo(3);
        assertThat(budget.suppressed()).isEqualTo(8);
    }

    @Test
    void doesNotSaveUpUnusedLines() {
        LineBudget budget = new LineBudget(() -> 2, now::get);
        now.addAndGet(60 * SECOND);

        assertThat(acquired(budget, 5)).isEqualTo(2);
    }

    @Test
    void followsABudgetThatChangesWithinTheSecond() {
        AtomicLong lines = new AtomicLong(2);
        LineBudget budget = new LineBudget(lines::get, now::get);

        assertThat(acquired(budget, 5)).isEqualTo(2);
        lines.set(4);
        assertThat(acquired(budget, 5)).isEqualTo(2);
        lines.set(0);
        now.addAndGet(SECOND);
        assertThat(acquired(budget, 5)).isZero();
    }

    @Test
    void suppressesEveryLineIfTheBudgetIsZero() {
        LineBudget budget = new LineBudget(() -> 0, now::get);

        assertThat(acquired(budget, 5)).isZero();
        now.addAndGet(SECOND);
        assertThat(acquired(budget, 5)).isZero();
        assertThat(budget.suppressed()).isEqualTo(10);
    }

    @Test
    void sharesOneBudgetAmongThreads() throws InterruptedException {
        LineBudget budget = new LineBudget(() -> 1_000, now::get);
        AtomicLong acquired = new AtomicLong();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> acquired.addAndGet(acquired(budget, 5_000)));
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(acquired).hasValue(1_000);
        assertThat(budget.suppressed()).isEqualTo(19_000);
    }
}
