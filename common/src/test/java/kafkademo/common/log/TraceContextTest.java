package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-00",
                "01-" + TRACE + "-" + SPAN + "-01-what-a-later-version-adds"
            })
    void readsAValidHeader(String value) {
        assertThat(TraceContext.of(headers(value))).isEqualTo(new TraceContext(TRACE, SPAN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-" + TRACE + "-" + SPAN,
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01\nforged"
            })
    void ignoresAnInvalidHeader(String value) {
        assertThat(TraceContext.of(headers(value))).isNull();
    }

    @Test
    void findsNoTraceWithoutTheHeader() {
        assertThat(TraceContext.of(new RecordHeaders())).isNull();
        assertThat(TraceContext.of(new RecordHeaders().add("traceparent", null)))
                .isNull();
    }

    private static Headers headers(String value) {
        return new RecordHeaders().add("traceparent", value.getBytes(StandardCharsets.UTF_8));
    }
}
