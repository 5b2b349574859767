package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kills a consumer while it works and starts another one in its place. */
@ExtendWith(BrokerExtension.class)
class ConsumerCrashIT {
    private static final String GROUP = "crash";
    private static final int RECORDS = 2_000;

    private static final Map<String, String> SETTINGS = Map.of(
            "CONSUMER_GROUP", GROUP,
            "KAFKA_CLIENT_SESSION_TIMEOUT_MS", "4000",
            "KAFKA_CLIENT_HEARTBEAT_INTERVAL_MS", "500");

    private final TestBroker broker;

    ConsumerCrashIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void nothingIsLostAndOnlyUncommittedRecordsAreRepeated() {
        Set<Position> all = new HashSet<>(broker.write(records()));
        Set<Position> first;
        // With a delay, each line is written before the next record is handled, so the lines show exactly what was
        // handled.
        Map<String, String> slow = new HashMap<>(SETTINGS);
        slow.put("PROCESSING_DELAY_MS", "10");
        try (ServiceRun consumer = ServiceRun.consumer(broker, slow)) {
            consumer.awaitThat(() -> {
                assertThat(consumer.handled()).hasSizeGreaterThan(RECORDS / 10);
                assertThat(broker.committed(GROUP)).isNotEmpty();
            });
            consumer.kill();
            first = consumer.positions();
        }
        assertThat(first).hasSizeLessThan(RECORDS);
        Map<TopicPartition, Long> committed = broker.committed(GROUP);

        try (ServiceRun consumer = ServiceRun.consumer(broker, SETTINGS)) {
            consumer.awaitThat(() -> {
                Set<Position> either = new HashSet<>(consumer.positions());
                either.addAll(first);
                assertThat(either).containsAll(all);
            });
            consumer.stop();
            assertThat(consumer.handled()).extracting(TextLine::position).doesNotHaveDuplicates();

            Set<Position> repeated = new HashSet<>(consumer.positions());
            repeated.retainAll(first);
            assertThat(repeated)
                    .allSatisfy(position -> assertThat(position.offset())
                            .isGreaterThanOrEqualTo(committed.getOrDefault(position.topicPartition(), 0L)));
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> records() {
        return IntStream.range(0, RECORDS)
                .mapToObj(i -> new ProducerRecord<>(
                        TestBroker.TOPICS.get(i % TestBroker.TOPICS.size()),
                        ("key-" + i).getBytes(StandardCharsets.UTF_8),
                        ("{\"event_id\": \"" + i + "\"}").getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
