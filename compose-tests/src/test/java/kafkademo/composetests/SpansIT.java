package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import kafkademo.testing.Position;
import kafkademo.testing.Spans;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Compares the spans that the overlay's agents export with the services' log lines. */
@WithStack(Composition.OBSERVED)
@Order(Integer.MAX_VALUE - 2)
class SpansIT {
    private final ComposeStack stack;

    SpansIT(ComposeStack stack) {
        this.stack = stack;
    }

    @Test
    void aMessageHasOneTraceThatBothItsLinesName() {
        Map<Position, TextLine> sent = new HashMap<>();
        await("messages of both kinds").until(() -> {
            sent.putAll(traced("producer", "sent"));
            Map<Position, TextLine> malformed = traced("producer", "sent malformed");
            sent.putAll(malformed);
            return malformed.size() >= 3 && sent.size() >= 20;
        });

        await("their spans and their handling").untilAsserted(() -> {
            Spans spans = Spans.parse(Http.get("http://127.0.0.1:16686/v1/traces"));
            Map<Position, TextLine> handled = traced("consumer", "processed");
            handled.putAll(traced("consumer", "JSON decode error"));
            sent.forEach((position, line) -> isOneTrace(spans, line, handled.get(position)));
        });
    }

    private static void isOneTrace(Spans spans, TextLine sent, TextLine handled) {
        assertThat(spans.of(sent)).singleElement().satisfies(producing -> {
            assertThat(producing.service()).isEqualTo("producer");
            assertThat(producing.kind()).isEqualTo("SPAN_KIND_PRODUCER");
            assertThat(producing.attributes())
                    .containsEntry("messaging.destination.name", sent.fields().get("topic"))
                    .containsEntry(
                            "messaging.destination.partition.id", sent.fields().get("partition"))
                    .containsEntry("messaging.kafka.offset", sent.fields().get("offset"));
            assertThat(spans.childrenOf(producing)).singleElement().satisfies(handling -> {
                assertThat(handling.service()).isEqualTo("consumer");
                assertThat(handling.kind()).isEqualTo("SPAN_KIND_CONSUMER");
                assertThat(handling.traceId()).isEqualTo(handled.fields().get("trace_id"));
            });
            // The injected fault is an attribute that can be searched for.
            assertThat(spans.childrenOf(producing))
                    .allSatisfy(handling -> assertThat(handling.attributes().get("messaging.header.injected_fault"))
                            .isEqualTo(sent.fields().get("injected_fault")));
        });
    }

    /** Returns the lines with this message that name a trace, by the position of their record. */
    private Map<Position, TextLine> traced(String service, String message) {
        List<TextLine> lines = stack.log(service, message).stream()
                .filter(line -> line.fields().containsKey("trace_id"))
                .toList();
        return lines.stream()
                .collect(Collectors.toMap(TextLine::position, Function.identity(), (a, b) -> b, HashMap::new));
    }
}
