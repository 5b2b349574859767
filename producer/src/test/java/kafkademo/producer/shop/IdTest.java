package kafkademo.producer.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "ord-91f0c2d4a67be385", "session 1", "!#$[]^~"})
    void isWhatItsTextSays(String text) {
        assertThat(Id.of(text)).hasToString(text);
        assertThat(Id.of(text).ascii()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(Id.of(text))
                .isEqualTo(Id.ofAscii(text.getBytes(StandardCharsets.US_ASCII)))
                .hasSameHashCodeAs(Id.of(text));
    }

    @Test
    void anotherTextIsAnotherId() {
        assertThat(Id.of("sku-1001")).isNotEqualTo(Id.of("sku-1002")).isNotEqualTo("sku-1001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\nb", "a\u007fb", "café", "\u0000"})
    void nothingThatJsonWouldHaveToEscape(String text) {
        assertThatThrownBy(() -> Id.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }
}
