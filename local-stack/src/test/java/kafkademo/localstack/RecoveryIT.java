package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The broker goes down under load and comes back with its data. */
@ExtendWith(BrokerExtension.class)
class RecoveryIT {
    private static final Map<String, String> LOAD = Map.of("MESSAGES_PER_SECOND", "100");

    private final TestBroker broker;

    RecoveryIT(TestBroker broker) {
        this.broker = broker;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyAcknowledgedRecordIsStoredOnceAndTheConsumerMissesNone(boolean killed) {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "recovery-" + killed));
                ServiceRun producer = ServiceRun.producer(broker, LOAD)) {
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(200));
            if (killed) {
                broker.kill();
            } else {
                broker.stop();
            }
            broker.start();
            int before = producer.sent().size();
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(before + 200));
            // Sends in flight at a stop may fail, so check before the stop.
            producer.awaitThat(
                    () -> assertThat(producer.summary().number("acknowledged")).isGreaterThan(before));
            assertThat(producer.summary().number("failed")).isZero();
            producer.stop();

            List<ConsumerRecord<byte[], byte[]>> records = broker.read(TestBroker.TOPICS);
            Map<Position, String> stored = new HashMap<>();
            records.forEach(record -> stored.put(Position.of(record), eventId(record)));
            assertThat(stored.values()).doesNotHaveDuplicates();
            assertThat(producer.sent())
                    .allSatisfy(line -> assertThat(stored).containsEntry(line.position(), line.value("event_id")));

            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(stored.keySet()));
            consumer.stop();
        }
    }

    private static String eventId(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.headers().lastHeader("event_id").value(), StandardCharsets.UTF_8);
    }
}
