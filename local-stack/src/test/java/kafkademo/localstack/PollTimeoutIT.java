package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Work that takes longer than {@code max.poll.interval.ms}. */
@ExtendWith(BrokerExtension.class)
class PollTimeoutIT {
    private static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);

    private final TestBroker broker;

    PollTimeoutIT(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void freshTopics() {
        broker.freshTopics();
    }

    /** A poll returns all six records, and their work takes twelve seconds. */
    private ServiceRun consumer(String group, String pollWhileProcessing) {
        broker.write(IntStream.range(0, 6)
                .mapToObj(any -> new ProducerRecord<byte[], byte[]>("orders", 0, null, new byte[0]))
                .toList());
        return ServiceRun.consumer(
                broker,
                Map.of(
                        "CONSUMER_GROUP", group,
                        "PROCESSING_DELAY_MS", "2000",
                        "POLL_WHILE_PROCESSING", pollWhileProcessing,
                        "KAFKA_CLIENT_MAX_POLL_INTERVAL_MS", "6000",
                        "KAFKA_CLIENT_SESSION_TIMEOUT_MS", "6000"));
    }

    private static List<Position> handled(ServiceRun consumer) {
        return consumer.handled().stream().map(TextLine::position).toList();
    }

    @Test
    void aConsumerThatDoesNotPollMeanwhileHandlesTheSameRecordsAgainUntilItMay() throws Exception {
        try (ServiceRun consumer = consumer("leaves", "false")) {
            consumer.awaitLines("partitions lost", 1);
            consumer.awaitThat(() -> assertThat(handled(consumer)).hasSizeGreaterThan(6));
            assertThat(consumer.lines("offset commit failed, trying again every second"))
                    .isNotEmpty();
            assertThat(handled(consumer).get(6)).isEqualTo(handled(consumer).get(0));
            assertThat(broker.committed("leaves").getOrDefault(ORDERS_0, 0L)).isZero();

            assertThat(ControlRun.of(broker, consumer, "POLL_WHILE_PROCESSING=true")
                            .exitCode())
                    .isZero();
            consumer.awaitThat(() -> assertThat(broker.committed("leaves")).containsEntry(ORDERS_0, 6L));
            consumer.stop();
        }
    }

    @Test
    void aConsumerThatPollsMeanwhileStaysInItsGroup() {
        try (ServiceRun consumer = consumer("stays", "true")) {
            consumer.awaitThat(() -> assertThat(broker.committed("stays")).containsEntry(ORDERS_0, 6L));
            consumer.stop();

            assertThat(handled(consumer)).hasSize(6).doesNotHaveDuplicates();
            assertThat(consumer.lines("partitions lost")).isEmpty();
        }
    }
}
