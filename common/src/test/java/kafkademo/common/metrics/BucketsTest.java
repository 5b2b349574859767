package kafkademo.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void everyIndexBeginsWhereThePreviousOneEnds() {
        for (int index = 1; index < Buckets.SIZE; index++) {
            long lowest = Buckets.highestAt(index - 1) + 1;
            assertThat(Buckets.indexOf(lowest)).isEqualTo(index);
            assertThat(Buckets.indexOf(Buckets.highestAt(index))).isEqualTo(index);
        }
    }

    @Test
    void noBucketIsWiderThanOne32ndOfItsValues() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong(1L << random.nextInt(1, 51));
            long highest = Buckets.highestAt(Buckets.indexOf(value));
            assertThat(highest).isBetween(value, value + value / 32);
        }
    }

    @Test
    void aValueOutOfRangeCountsAsTheNearestInRange() {
        Buckets buckets = new Buckets();
        buckets.record(-5);
        buckets.record(Long.MIN_VALUE);
        buckets.record(Long.MAX_VALUE);

        assertThat(buckets.count()).isEqualTo(3);
        assertThat(buckets.percentile(0.5)).isZero();
        assertThat(buckets.max()).isEqualTo((1L << 51) - 1);
    }
}
