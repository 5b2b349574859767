package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0.00",
        "5, 0.05",
        "50, 0.50",
        "100, 1.00",
        "1990, 19.90",
        "123456789, 1234567.89",
        "9223372036854775807, 92233720368547758.07"
    })
    void writesTwoDecimals(long minor, String expected) {
        char[] buffer = new char[Money.MAX_CHARS];
        int start = Money.formatRight(minor, buffer);
        assertThat(new String(buffer, start, buffer.length - start)).isEqualTo(expected);
    }

    @Test
    void refusesNegativeAmounts() {
        assertThatThrownBy(() -> Money.formatRight(-1, new char[Money.MAX_CHARS]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
