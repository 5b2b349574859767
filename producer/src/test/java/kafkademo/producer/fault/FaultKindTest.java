package kafkademo.producer.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaultKindTest {
    @ParameterizedTest
    @EnumSource
    void theHeaderCarriesTheName(FaultKind kind) {
        assertThat(kind.faultName()).isEqualTo(kind.name().toLowerCase(Locale.ROOT));
        assertThat(kind.header().key()).isEqualTo("injected_fault");
        assertThat(kind.header().value()).asString().isEqualTo(kind.faultName());
    }

    @Test
    void thereAreEleven() {
        assertThat(FaultKind.values()).hasSize(11);
    }
}
