package kafkademo.localstack;

import static kafkademo.localstack.HostileRecord.UNEXPECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Writes records that the producer never sends, with a plain Kafka client. */
@ExtendWith(BrokerExtension.class)
class HostileRecordsIT {
    private final TestBroker broker;

    HostileRecordsIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void eachHostileRecordIsLoggedAndCountedOnceAndTheNextRecordIsProcessed() {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (HostileRecord hostile : HostileRecord.ALL) {
            records.add(record(hostile.name(), hostile.value()));
            records.add(record("good", HostileRecord.GOOD));
        }
        List<Position> positions = broker.write(records);

        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "hostile"))) {
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(positions));
            consumer.stop();

            assertThat(consumer.handled()).extracting(TextLine::position).containsExactlyElementsOf(positions);
            Map<String, String> expected = new LinkedHashMap<>();
            Map<String, String> found = new LinkedHashMap<>();
            for (HostileRecord hostile : HostileRecord.ALL) {
                int line = 2 * found.size();
                expected.put(hostile.name(), hostile.verdict());
                found.put(hostile.name(), verdict(consumer.handled().get(line)));
                assertThat(verdict(consumer.handled().get(line + 1))).isEqualTo(UNEXPECTED);
            }
            assertThat(found).isEqualTo(expected);
            long good = expected.values().stream().filter(UNEXPECTED::equals).count() + expected.size();
            assertThat(consumer.summary().number("processed")).isEqualTo(good);
            assertThat(consumer.summary().number("decode_errors")).isEqualTo(positions.size() - good);
        }
    }

    /** Returns a record for a fixed partition, so that the order is known. */
    private static ProducerRecord<byte[], byte[]> record(String name, byte[] value) {
        return HostileRecord.record("orders", 0, name, value);
    }

    private static String verdict(TextLine line) {
        return line.message().equals(UNEXPECTED) ? UNEXPECTED : line.value("error_type");
    }
}
