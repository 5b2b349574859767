package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The consumer is killed in the middle of its work, and another one takes over. */
@ExtendWith(BrokerExtension.class)
class ConsumerCrashIT {
    private static final String GROUP = "crash";
    private static final int RECORDS = 600;

    /** The consumer commits once a second; a slow machine may add to it. */
    private static final int UNCOMMITTED_SECONDS = 3;

    // At 10 ms a record each line is out before the next record is handled, so that the lines tell what was handled.
    private static final Map<String, String> SETTINGS = Map.of(
            "CONSUMER_GROUP", GROUP,
            "PROCESSING_DELAY_MS", "10",
            "KAFKA_CLIENT_SESSION_TIMEOUT_MS", "4000",
            "KAFKA_CLIENT_HEARTBEAT_INTERVAL_MS", "500");

    private final TestBroker broker;

    ConsumerCrashIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void nothingIsLostAndOnlyWhatWasNotCommittedIsRepeated() {
        Set<Position> all = new HashSet<>(broker.write(records()));
        Map<Position, OffsetDateTime> first = new HashMap<>();
        try (ServiceRun consumer = ServiceRun.consumer(broker, SETTINGS)) {
            consumer.awaitThat(() -> {
                assertThat(consumer.handled()).hasSizeGreaterThan(RECORDS / 2);
                assertThat(broker.committed(GROUP)).isNotEmpty();
            });
            consumer.kill();
            consumer.handled().forEach(line -> first.put(line.position(), line.time()));
        }
        assertThat(first).hasSizeLessThan(RECORDS);
        Map<TopicPartition, Long> committed = broker.committed(GROUP);

        try (ServiceRun consumer = ServiceRun.consumer(broker, SETTINGS)) {
            consumer.awaitThat(() -> {
                Set<Position> either = new HashSet<>(consumer.positions());
                either.addAll(first.keySet());
                assertThat(either).containsAll(all);
            });
            consumer.stop();
            assertThat(consumer.handled()).extracting(LogfmtLine::position).doesNotHaveDuplicates();

            Set<Position> repeated = new HashSet<>(consumer.positions());
            repeated.retainAll(first.keySet());
            assertThat(repeated)
                    .allSatisfy(position -> assertThat(position.offset())
                            .isGreaterThanOrEqualTo(committed.getOrDefault(position.topicPartition(), 0L)));
            OffsetDateTime last =
                    first.values().stream().max(OffsetDateTime::compareTo).orElseThrow();
            assertThat(repeated)
                    .allSatisfy(position ->
                            assertThat(first.get(position)).isAfterOrEqualTo(last.minusSeconds(UNCOMMITTED_SECONDS)));
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
