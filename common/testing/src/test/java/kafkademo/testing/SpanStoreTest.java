package kafkademo.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanStoreTest {
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00f067aa0ba902b7";
    private static final String CHILD = "53995c3f42cd8ad8";

    private static ByteString id(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }

    private static byte[] request(Span.Builder span) {
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        var resource = request.addResourceSpansBuilder();
        resource.getResourceBuilder().addAttributes(attribute("service.name", "producer"));
        resource.addScopeSpansBuilder().addSpans(span.setTraceId(id(TRACE)));
        return request.build().toByteArray();
    }

    private static KeyValue attribute(String key, String value) {
        return KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value))
                .build();
    }

    private static int post(SpanStore store, byte[] body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(store.endpoint() + "/v1/traces"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void spansOfSeveralRequestsAreFoundByLineAndParent() throws IOException, InterruptedException {
        try (SpanStore store = new SpanStore()) {
            assertThat(Spans.parse(store.requests()).all()).isEmpty();
            Span.Builder parent = Span.newBuilder()
                    .setSpanId(id(PARENT))
                    .setName("orders publish")
                    .setKind(Span.SpanKind.SPAN_KIND_PRODUCER)
                    .addAttributes(attribute("messaging.destination.name", "orders"));
            assertThat(post(store, request(parent))).isEqualTo(200);
            assertThat(post(
                            store,
                            request(Span.newBuilder().setSpanId(id(CHILD)).setParentSpanId(id(PARENT)))))
                    .isEqualTo(200);

            Spans spans = Spans.parse(store.requests());
            TextLine line = TextLine.parse(
                    "2026-11-24T06:07:11.123Z INFO producer - sent trace_id=" + TRACE + " span_id=" + PARENT);
            Spans.Exported found = spans.of(line).get(0);
            assertThat(spans.of(line))
                    .containsExactly(new Spans.Exported(
                            "producer",
                            "orders publish",
                            "SPAN_KIND_PRODUCER",
                            TRACE,
                            PARENT,
                            "",
                            Map.of("messaging.destination.name", "orders")));
            assertThat(spans.childrenOf(found))
                    .extracting(Spans.Exported::spanId)
                    .containsExactly(CHILD);
            assertThat(spans.childrenOf(spans.childrenOf(found).get(0))).isEmpty();
        }
    }
}
