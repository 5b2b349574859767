package kafkademo.testing;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The spans that agents have exported so far. */
public record Spans(List<Exported> all) {
    /** One of them; ids are in hexadecimal digits as on the log lines, a list of strings is joined with commas. */
    public record Exported(
            String service,
            String name,
            String kind,
            String traceId,
            String spanId,
            String parentId,
            Map<String, String> attributes) {}

    /** @param requests what a {@link SpanStore} holds */
    public static Spans parse(byte[] requests) {
        try {
            List<Exported> all = new ArrayList<>();
            for (ResourceSpans resource :
                    ExportTraceServiceRequest.parseFrom(requests).getResourceSpansList()) {
                String service =
                        attributes(resource.getResource().getAttributesList()).get("service.name");
                for (ScopeSpans scope : resource.getScopeSpansList()) {
                    scope.getSpansList().forEach(span -> all.add(exported(service, span)));
                }
            }
            return new Spans(all);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Returns the span that a log line names, if it has been exported. */
    public List<Exported> of(TextLine line) {
        return all.stream()
                .filter(span -> span.spanId().equals(line.value("span_id"))
                        && span.traceId().equals(line.value("trace_id")))
                .toList();
    }

    /** Returns the spans of the same trace whose parent this one is. */
    public List<Exported> childrenOf(Exported parent) {
        return all.stream()
                .filter(span -> span.parentId().equals(parent.spanId())
                        && span.traceId().equals(parent.traceId()))
                .toList();
    }

    private static Exported exported(String service, Span span) {
        return new Exported(
                service,
                span.getName(),
                span.getKind().name(),
                hex(span.getTraceId()),
                hex(span.getSpanId()),
                hex(span.getParentSpanId()),
                attributes(span.getAttributesList()));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }

    private static Map<String, String> attributes(List<KeyValue> attributes) {
        return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, each -> text(each.getValue())));
    }

    private static String text(AnyValue value) {
        return switch (value.getValueCase()) {
            case STRING_VALUE -> value.getStringValue();
            case INT_VALUE -> String.valueOf(value.getIntValue());
            case ARRAY_VALUE ->
                value.getArrayValue().getValuesList().stream().map(Spans::text).collect(Collectors.joining(","));
            default -> value.toString();
        };
    }
}
