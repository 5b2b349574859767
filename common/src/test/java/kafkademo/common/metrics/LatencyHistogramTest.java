package kafkademo.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.management.Attribute;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyHistogramTest {
    private final AtomicLong clock = new AtomicLong(-3);
    private final LatencyHistogram histogram = new LatencyHistogram(clock::get);

    @Test
    void isAllZeroIfNothingWasRecorded() {
        assertThat(values(histogram.lastMinute())).containsExactly(0, 0, 0, 0, 0);
        assertThat(values(histogram.sinceStart())).containsExactly(0, 0, 0, 0, 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void percentilesAreWithinThreePercentOfTheSortedValues(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = IntStream.range(0, 10_000)
                .mapToLong(i -> random.nextLong(1L << random.nextInt(1, 30)))
                .toArray();
        Arrays.stream(values).forEach(this::record);
        Arrays.sort(values);

        Bean total = histogram.sinceStart();

        assertThat(values(total)).isEqualTo(values(histogram.lastMinute()));
        assertThat(read(total, "Count")).isEqualTo(values.length);
        assertIs(read(total, "P50Ms"), values[4_999]);
        assertIs(read(total, "P95Ms"), values[9_499]);
        assertIs(read(total, "P99Ms"), values[9_899]);
        assertThat(read(total, "MaxMs")).isEqualTo(values[9_999] / 1000.0);
    }

    @Test
    void countsWhatTookASecondOrLess() {
        for (long millis : new long[] {0, 1, 999, 1_000, 1_040, 5_000, 90_000}) {
            record(millis * 1_000);
        }
        advanceSeconds(10);
        record(7);

        assertThat(read(histogram.lastMinute(), "CountWithinSecond")).isEqualTo(5);
        advanceSeconds(70);
        assertThat(read(histogram.lastMinute(), "CountWithinSecond")).isEqualTo(0);
        assertThat(read(histogram.sinceStart(), "CountWithinSecond")).isEqualTo(5);
    }

    private static double read(Bean bean, String attribute) {
        Attribute found =
                (Attribute) bean.getAttributes(new String[] {attribute}).get(0);
        return ((Number) found.getValue()).doubleValue();
    }

    private static double[] values(Bean window) {
        return new double[] {
            read(window, "Count"),
            read(window, "P50Ms"),
            read(window, "P95Ms"),
            read(window, "P99Ms"),
            read(window, "MaxMs")
        };
    }

    private static void assertIs(double millis, long micros) {
        assertThat(millis).isCloseTo(micros / 1000.0, within(micros / 1000.0 / 32 + 1e-9));
    }

    @Test
    void theMinuteForgetsValuesThatTheTotalKeeps() {
        record(5_000);
        advanceSeconds(60);
        record(1_000);
        assertThat(read(histogram.lastMinute(), "MaxMs")).isEqualTo(5);
        advanceSeconds(10);
        assertThat(values(histogram.lastMinute())).containsExactly(1, 1, 1, 1, 1);
        advanceSeconds(600);
        assertThat(read(histogram.lastMinute(), "Count")).isZero();
        assertThat(read(histogram.sinceStart(), "Count")).isEqualTo(2);
        assertThat(read(histogram.sinceStart(), "MaxMs")).isEqualTo(5);
    }

    @Test
    void everyStepStartsEmpty() {
        for (int step = 0; step < 30; step++) {
            record(1_000);
            assertThat(read(histogram.lastMinute(), "Count")).isEqualTo(Math.min(step + 1, 7));
            assertThat(read(histogram.sinceStart(), "Count")).isEqualTo(step + 1);
            advanceSeconds(10);
        }
    }

    @Test
    void losesNoValueWhenThreadsRecordAtOnce() throws InterruptedException {
        int threads = 4;
        int each = 50_000;
        CountDownLatch start = new CountDownLatch(1);
        Thread[] writers = IntStream.range(0, threads)
                .mapToObj(i -> new Thread(() -> {
                    awaitUnchecked(start);
                    for (int n = 0; n < each; n++) {
                        record(n);
                    }
                }))
                .toArray(Thread[]::new);
        Arrays.stream(writers).forEach(Thread::start);
        start.countDown();
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(read(histogram.sinceStart(), "Count")).isEqualTo((long) threads * each);
        assertThat(read(histogram.lastMinute(), "Count")).isEqualTo((long) threads * each);
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void record(long micros) {
        histogram.record(micros, clock.get());
    }

    private void advanceSeconds(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }
}
