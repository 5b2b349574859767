package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import kafkademo.testing.Position;
import kafkademo.testing.SpanStore;
import kafkademo.testing.Spans;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Checks the ids on the log lines with and without OpenTelemetry's agent. The agent is attached by the environment, as
 * a user would do it.
 */
@ExtendWith(BrokerExtension.class)
class TraceIT {
    private static final String TRACE_ID = "trace_id";
    private static final String SPAN_ID = "span_id";

    private final TestBroker broker;

    TraceIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void theLinesOfARecordNameItsSpan() {
        try (SpanStore store = new SpanStore();
                ServiceRun consumer =
                        ServiceRun.consumer(broker, withAgent(store, Map.of("CONSUMER_GROUP", "traces")));
                ServiceRun producer = ServiceRun.producer(
                        broker, withAgent(store, Map.of("MESSAGES_PER_SECOND", "100", "ERROR_RATE", "0.5")))) {
            producer.awaitLines("sent", 20);
            producer.awaitLines("sent malformed", 20);
            // Taken before the stop, because the agent stops exporting while the service is still sending.
            List<TextLine> first = producer.sent();
            // The span of the handling is a child of the span of the sending.
            producer.awaitThat(() -> {
                Spans spans = Spans.parse(store.requests());
                assertThat(first)
                        .allSatisfy(line -> assertThat(spans.of(line))
                                .singleElement()
                                .satisfies(sending ->
                                        assertThat(spans.childrenOf(sending)).isNotEmpty()));
            });
            producer.stop();
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(producer.positions()));
            consumer.stop();

            List<TextLine> sent = producer.sent();
            assertThat(sent).allSatisfy(line -> {
                assertThat(line.value(TRACE_ID)).matches("[0-9a-f]{32}");
                assertThat(line.value(SPAN_ID)).matches("[0-9a-f]{16}");
            });
            assertThat(sent).extracting(line -> line.value(SPAN_ID)).doesNotHaveDuplicates();
            assertThat(ofLines(sent)).isEqualTo(ofRecords(broker.read(TestBroker.TOPICS)));
            assertThat(consumer.lines("processed")).hasSameSizeAs(producer.lines("sent"));
            assertThat(consumer.lines("JSON decode error")).hasSameSizeAs(producer.lines("sent malformed"));
            assertThat(ofLines(consumer.handled())).isEqualTo(ofLines(sent));
        }
    }

    @Test
    void aRetriedMessageNamesTheSpanOfTheSuccessfulAttempt() {
        Map<String, String> settings = Map.of(
                "MESSAGES_PER_SECOND", "3000",
                "KAFKA_CLIENT_BUFFER_MEMORY", "16384",
                "KAFKA_CLIENT_MAX_BLOCK_MS", "1");
        try (SpanStore store = new SpanStore();
                ServiceRun producer = ServiceRun.producer(broker, withAgent(store, settings))) {
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(2_000));
            producer.stop();

            assertThat(ofLines(producer.sent())).isEqualTo(ofRecords(broker.read(TestBroker.TOPICS)));
        }
    }

    @Test
    void withoutAnAgentNoLineNamesATrace() {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "no-traces"));
                ServiceRun producer =
                        ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "100", "ERROR_RATE", "0.5"))) {
            producer.awaitLines("sent", 10);
            producer.awaitLines("sent malformed", 10);
            producer.stop();
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(producer.positions()));
            consumer.stop();

            List<TextLine> all = new ArrayList<>(producer.lines());
            all.addAll(consumer.lines());
            assertThat(all).allSatisfy(line -> assertThat(line.fields()).doesNotContainKeys(TRACE_ID, SPAN_ID));
        }
    }

    /** Exports only spans, and only to the store. */
    private static Map<String, String> withAgent(SpanStore store, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        // With an agent the JVM can't use its shared classes, and warns of it. The first compiler alone makes it start
        // sooner.
        environment.put(
                "JAVA_TOOL_OPTIONS",
                "-javaagent:" + System.getProperty("opentelemetry.javaagent")
                        + " -XX:-PrintWarnings -XX:TieredStopAtLevel=1");
        environment.put("OTEL_JAVAAGENT_LOGGING", "none");
        environment.put("OTEL_METRICS_EXPORTER", "none");
        environment.put("OTEL_LOGS_EXPORTER", "none");
        environment.put("OTEL_TRACES_EXPORTER", "otlp");
        environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", store.endpoint());
        environment.put("OTEL_BSP_SCHEDULE_DELAY", "100");
        return environment;
    }

    /** Returns the ids on the lines by the record's position. */
    private static Map<Position, String> ofLines(List<TextLine> lines) {
        return lines.stream()
                .collect(
                        Collectors.toMap(TextLine::position, line -> line.value(TRACE_ID) + "-" + line.value(SPAN_ID)));
    }

    /** Returns the ids in the records' headers by the record's position. */
    private static Map<Position, String> ofRecords(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Map<Position, String> traces = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Header header = record.headers().lastHeader("traceparent");
            assertThat(header).isNotNull();
            String[] parts = new String(header.value(), StandardCharsets.US_ASCII).split("-");
            traces.put(Position.of(record), parts[1] + "-" + parts[2]);
        }
        return traces;
    }
}
