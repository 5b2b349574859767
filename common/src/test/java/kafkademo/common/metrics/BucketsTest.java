package kafkademo.common.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BucketsTest {
    @Test
    void everyIndexBeginsWhereTheOneBeforeEnds() {
        for (int index = 1; index < Buckets.size(); index++) {
            long lowest = Buckets.highestAt(index - 1) + 1;
            assertThat(Buckets.indexOf(lowest)).isEqualTo(index);
            assertThat(Buckets.indexOf(Buckets.highestAt(index))).isEqualTo(index);
        }
    }

    @Test
    void noBucketIsWiderThanA32ndOfItsValues() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong(1L << random.nextInt(1, 40));
            long highest = Buckets.highestAt(Buckets.indexOf(value));
            assertThat(highest).isBetween(value, value + value / 32);
        }
    }

    @Test
    void valuesOutOfRangeCountAsTheNearestOnes() {
        Buckets buckets = new Buckets();
        buckets.record(-5);
        buckets.record(Long.MAX_VALUE);
        long[] sums = new long[Buckets.size()];
        buckets.addTo(sums);
        assertThat(sums[0]).isOne();
        assertThat(sums[sums.length - 1]).isOne();
    }
}
