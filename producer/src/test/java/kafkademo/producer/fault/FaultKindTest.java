package kafkademo.producer.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FaultKindTest {
    @Test
    void namesAreDistinctAndInSnakeCase() {
        assertThat(FaultKind.names())
                .hasSameSizeAs(FaultKind.values())
                .doesNotHaveDuplicates()
                .allMatch(name -> name.matches("[a-z0-9]+(_[a-z0-9]+)*"))
                .contains("missing_separator");
    }
}
