package kafkademo.producer.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import kafkademo.common.settings.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultDrawTest {
    @Test
    void hitsNoEventAtRateZeroAndEveryEventAtRateOne() {
        FaultInjector never = Faults.of(0, 1);
        FaultInjector always = Faults.of(1, 1);
        for (int i = 0; i < 100_000; i++) {
            assertThat(never.draw().isEmpty() && always.draw().isPresent()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5, 1})
    void keepsTheRateAndDrawsAllKindsEquallyOften(double errorRate) {
        int draws = 200_000;
        FaultInjector faults = Faults.of(errorRate, 7);
        int[] byKind = new int[FaultKind.values().length];
        for (int i = 0; i < draws; i++) {
            faults.draw().ifPresent(kind -> byKind[kind.ordinal()]++);
        }
        int hits = Arrays.stream(byKind).sum();
        assertWithinFourSigma(hits, draws, errorRate);
        for (int count : byKind) {
            assertWithinFourSigma(count, hits, 1.0 / byKind.length);
        }
    }

    @Test
    void drawsEachKindByItsWeight() {
        FaultInjector faults = Faults.of(0.5, "truncated=3,empty=0,others=0.5", 7);
        int[] byKind = new int[FaultKind.values().length];
        for (int i = 0; i < 200_000; i++) {
            faults.draw().ifPresent(kind -> byKind[kind.ordinal()]++);
        }
        int hits = Arrays.stream(byKind).sum();
        assertWithinFourSigma(hits, 200_000, 0.5);
        for (FaultKind kind : FaultKind.values()) {
            double weight = kind == FaultKind.TRUNCATED ? 3 : kind == FaultKind.EMPTY ? 0 : 0.5;
            assertWithinFourSigma(byKind[kind.ordinal()], hits, weight / (3 + 9 * 0.5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"others=1", "others=7.5"})
    void evenWeightsChangeNothing(String even) {
        FaultInjector plain = Faults.of(0.5, 7);
        FaultInjector weighted = Faults.of(0.5, even, 7);
        for (int i = 0; i < 10_000; i++) {
            assertThat(weighted.draw()).isEqualTo(plain.draw());
        }
    }

    /** These were drawn before there were weights. */
    @Test
    void withoutWeightsASeedDrawsTheFaultsOfEarlierVersions() {
        FaultInjector faults = Faults.of(1, 7);
        List<FaultKind> first = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            first.add(faults.draw().orElseThrow());
        }

        assertThat(first)
                .containsExactly(
                        FaultKind.SINGLE_QUOTES,
                        FaultKind.TRUNCATED,
                        FaultKind.TRAILING_GARBAGE,
                        FaultKind.CONTROL_CHARACTER,
                        FaultKind.TRAILING_GARBAGE,
                        FaultKind.HTML_ERROR_PAGE,
                        FaultKind.HTML_ERROR_PAGE,
                        FaultKind.EMPTY);
    }

    @Test
    void weightsDecideTheKindOfFaultNotWhichEventIsHit() {
        FaultInjector plain = Faults.of(0.5, 7);
        FaultInjector weighted = Faults.of(0.5, "empty=1,others=0", 7);
        for (int i = 0; i < 10_000; i++) {
            assertThat(weighted.draw().map(kind -> kind == FaultKind.EMPTY))
                    .isEqualTo(plain.draw().map(kind -> true));
        }
    }

    private static void assertWithinFourSigma(int count, int trials, double share) {
        double sigma = Math.sqrt(trials * share * (1 - share));
        assertThat(Math.abs(count - trials * share)).isLessThanOrEqualTo(4 * sigma);
    }

    @Test
    void aHigherRateHitsTheSameEventsAndMore() {
        FaultInjector low = Faults.of(0.1, 5);
        FaultInjector high = Faults.of(0.2, 5);
        int more = 0;
        for (int i = 0; i < 10_000; i++) {
            boolean hitAtLowRate = low.draw().isPresent();
            boolean hitAtHighRate = high.draw().isPresent();
            assertThat(hitAtLowRate && !hitAtHighRate).isFalse();
            more += hitAtHighRate && !hitAtLowRate ? 1 : 0;
        }
        assertThat(more).isBetween(800, 1_200);
    }

    @Test
    void followsARateAndWeightsThatChange() {
        double[] rate = {0};
        Weights[] weights = {Weights.even(FaultKind.names())};
        FaultInjector faults = new FaultInjector(() -> rate[0], () -> weights[0], 7);
        assertThat(faults.draw()).isEmpty();

        rate[0] = 1;
        weights[0] = Weights.parse(FaultKind.names(), "empty=1,others=0").orElseThrow();
        assertThat(faults.draw()).contains(FaultKind.EMPTY);
    }
}
