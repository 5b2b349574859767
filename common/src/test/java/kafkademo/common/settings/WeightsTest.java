package kafkademo.common.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightsTest {
    private static final List<String> NAMES = List.of("a", "b", "c");

    private static Weights weights(String text) {
        return Weights.parse(NAMES, text).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a=3,c=0|a=3,c=0",
                "c=0,a=3|a=3,c=0",
                "a=1|others=1",
                "others=1|others=1",
                "a=0.50|a=0.5",
                "a=1,others=0|a=1,others=0",
                "others=0,b=2,a=0|b=2,others=0",
                "others=2|others=2",
                "a=2,b=2,c=2|a=2,b=2,c=2",
                "a=1000,b=0.001|a=1000,b=0.001"
            })
    void writesWeightsInOneForm(String text, String written) {
        assertThat(weights(text)).hasToString(written);
        assertThat(weights(written)).isEqualTo(weights(text)).hasSameHashCodeAs(weights(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a",
                "a=",
                "=1",
                "1",
                "d=1",
                "A=1",
                "a=-1",
                "a=1e3",
                "a=1000.1",
                "a=NaN",
                "a=1,",
                ",a=1",
                "a=1,,b=1",
                "a=1, b=1",
                "a =1",
                "a=1;b=1",
                "a=1,a=1",
                "others=1,others=1",
                "a=1=1",
                "others=0",
                "a=0,b=0,c=0",
                "a=0,others=0"
            })
    void rejectsAnythingElse(String text) {
        assertThat(Weights.parse(NAMES, text)).isEmpty();
    }

    @Test
    void comparesWeightsHoweverTheyAreWritten() {
        assertThat(weights("a=1,others=0")).isEqualTo(weights("b=0,c=0")).isNotEqualTo(weights("a=2,others=0"));
        assertThat(Weights.even(NAMES)).isEqualTo(weights("others=1")).isNotEqualTo(weights("others=2"));
        assertThat(Weights.even(NAMES)).hasToString("others=1");
    }

    @Test
    void weightsAreEvenIfAllAreTheSame() {
        assertThat(Weights.even(NAMES).areEven()).isTrue();
        assertThat(weights("a=3,b=3,c=3").areEven()).isTrue();
        assertThat(weights("a=3").areEven()).isFalse();
    }

    @Test
    void comparesAWeightWithTheGreatest() {
        Weights weights = weights("a=2,b=0,c=0.5");

        assertThat(weights.againstGreatest(0)).isEqualTo(1);
        assertThat(weights.againstGreatest(1)).isZero();
        assertThat(weights.againstGreatest(2)).isEqualTo(0.25);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.4999,0", "0.5,1", "0.7499,1", "0.75,2", "0.9999999999999999,2"})
    void picksEachNameForItsShareOfTheRange(double random, int picked) {
        assertThat(weights("a=2").pick(random)).isEqualTo(picked);
    }

    @Test
    void neverPicksANameWithoutWeight() {
        Weights weights = weights("a=0,b=0.1,c=0");
        for (double random : new double[] {0, Double.MIN_VALUE, 0.5, 1 - 0x1p-53}) {
            assertThat(weights.pick(random)).isEqualTo(1);
        }
    }

    @Test
    void roundingNeverPicksANameWithoutWeight() {
        Weights weights = Weights.parse(List.of("a", "b", "c", "d"), "a=1.1,b=1.8,c=2.3,d=0")
                .orElseThrow();

        assertThat(weights.pick(1 - 0x1p-53)).isEqualTo(2); // the weights taken off one by one leave 0.0
    }

    @Test
    void describesWhatIsAllowed() {
        assertThat(Weights.allowed(NAMES))
                .isEqualTo("name=weight[,name=weight…], not all 0, weights from 0 to 1000, names a, b, c or others");
    }
}
