package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Events whose content is not as agreed, from the setting to the report. */
@ExtendWith(BrokerExtension.class)
class SchemaDriftIT {
    private final TestBroker broker;

    @TempDir
    Path folder;

    SchemaDriftIT(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void freshTopics() {
        broker.freshTopics();
    }

    @Test
    void theConsumerReportsExactlyTheEventsThatTheProducerHasChanged() throws Exception {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "drift"));
                ServiceRun producer =
                        ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "300", "ERROR_RATE", "0.2"))) {
            producer.awaitLines("sent", 100);
            assertThat(ControlRun.of(broker, producer, "SCHEMA_DRIFT_RATE=0.5").exitCode())
                    .isZero();
            producer.awaitLines("sent drifted", 200);
            producer.stop();
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(producer.positions()));
            consumer.stop();

            Set<Position> drifted = positions(producer, "sent drifted");
            assertThat(broker.read(TestBroker.TOPICS).stream()
                            .filter(record -> record.headers().lastHeader("injected_drift") != null)
                            .map(Position::of))
                    .containsExactlyInAnyOrderElementsOf(drifted);
            assertThat(positions(consumer, "unexpected event")).isEqualTo(drifted);
            assertThat(positions(consumer, "JSON decode error")).isEqualTo(positions(producer, "sent malformed"));
            assertThat(positions(consumer, "processed")).isEqualTo(positions(producer, "sent"));
            assertThat(kinds(producer)).containsExactlyInAnyOrder("missing_field", "wrong_type", "unknown_event_type");
            assertThat(producer.summary().number("drifted")).isEqualTo(drifted.size());
            assertThat(consumer.summary().number("unexpected_events")).isEqualTo(drifted.size());

            ReconcileRun result =
                    ReconcileRun.of(broker, folder, Map.of("CONSUMER_GROUP", "drift"), "--json", "--quiet");
            assertThat(result.total().get("unexpected").getAsInt()).isEqualTo(drifted.size());
            assertThat(result.differences()).isEmpty();
            assertThat(result.exitCode()).isZero();
        }
    }

    private static Set<Position> positions(ServiceRun service, String message) {
        return service.lines(message).stream().map(TextLine::position).collect(Collectors.toSet());
    }

    private static Set<String> kinds(ServiceRun producer) {
        return producer.lines("sent drifted").stream()
                .map(line -> line.value("injected_drift"))
                .collect(Collectors.toSet());
    }
}
