package kafkademo.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void theMedianIsTheMiddleValueOrTheMeanOfTwo() {
        assertThat(Statistics.median(List.of(9.0, 1.0, 2.0))).isEqualTo(2);
        assertThat(Statistics.median(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(3);
    }

    @Test
    void theSpreadIsAShareOfTheMedian() {
        assertThat(Statistics.spread(List.of(90.0, 100.0, 110.0))).isEqualTo(0.2);
        assertThat(Statistics.spread(List.of(0.0, 0.0))).isZero();
    }

    @Test
    void aTargetIsReachedFromAboveOrFromBelow() {
        Target fast = Target.atLeast(0.5, "");
        assertThat(fast.isReachedBy(0.5)).isTrue();
        assertThat(fast.isReachedBy(0.49)).isFalse();
        assertThat(fast.verdict(0.6)).isEqualTo("1.20 reached");
        assertThat(fast).hasToString(">= 0.5");

        Target small = Target.atMost(100, "MB");
        assertThat(small.isReachedBy(100)).isTrue();
        assertThat(small.isReachedBy(101)).isFalse();
        assertThat(small.verdict(125)).isEqualTo("0.80 SHORT");
        assertThat(small.verdict(0)).isEqualTo(">100 reached");
        assertThat(small).hasToString("<= 100 MB");
    }

    @Test
    void aNearMissIsNotRoundedUpToASuccess() {
        assertThat(Target.atLeast(1, "").verdict(0.9999)).isEqualTo("0.99 SHORT");
    }

    @Test
    void theTargetOfAComparisonAppliesToTheRatio() {
        Result result = new Result("p", "w", "/s", List.of(1.0, 3.0, 2.0), List.of(4.0), Target.atLeast(0.5, ""), "");

        assertThat(result.judged()).isEqualTo(0.5);
        assertThat(Result.of("p", "w", "/s", List.of(7.0), null, "").judged()).isEqualTo(7);
    }

    @Test
    void theRateBetweenTwoCountsIsInterpolatedLinearly() {
        Timeline timeline = new Timeline();
        timeline.add(0, 0);
        timeline.add(1_000_000_000L, 100);
        timeline.add(2_000_000_000L, 500);
        timeline.add(3_000_000_000L, 500);
        timeline.add(4_000_000_000L, 700);

        assertThat(timeline.perSecond(100, 500)).isEqualTo(400, within(1e-6));
        assertThat(timeline.perSecond(50, 300)).isEqualTo(250, within(1e-6));
        assertThat(timeline.perSecond(500, 600)).isEqualTo(100 / 1.5, within(1e-6));
        assertThat(timeline.perSecondSince(-500_000_000L, 500)).isEqualTo(200, within(1e-6));
        assertThatThrownBy(() -> timeline.perSecond(100, 800)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void pacingIgnoresRecordsOutsideItsTime() {
        // Ten records a second, with an extra one at first (950) and one that is 60 ms late.
        long[] timestamps = LongStream.of(950, 1_000, 1_100, 1_200, 1_360, 1_400, 1_500, 1_600, 9_000)
                .toArray();

        Pacing pacing = Pacing.of(timestamps, 1_000, 2_000);

        assertThat(pacing.perSecond()).isEqualTo(10, within(1e-9));
        assertThat(pacing.longestGapMillis()).isEqualTo(160);
        assertThat(pacing.largestBurst()).isEqualTo(2);
        assertThat(pacing.errorPercent(8)).isEqualTo(25, within(1e-9));
        assertThat(pacing.burstShare(10)).isEqualTo(2);
    }

    @Test
    void aSingleRecordInAWindowIsNotABurst() {
        assertThat(new Pacing(0.5, 2_000, 1).burstShare(0.5)).isEqualTo(2);
    }

    @Test
    void everyLayoutHasAsManyPartitionsAsTheToolsTopic() {
        assertThat(Layout.values()).extracting(Layout::inAll).containsOnly(12);
        assertThat(BenchBroker.TOPICS).allMatch(topic -> Layout.STACK.partitionsOf(topic) == 3);
        assertThat(Layout.EVEN.partitionsOf("user_activity")).isEqualTo(8);
    }

    @Test
    void pacingNeedsTwoRecords() {
        assertThatThrownBy(() -> Pacing.of(new long[] {5}, 0, 10))
                .isInstanceOf(BenchException.class)
                .hasMessageContaining("only 1 records");
    }
}
