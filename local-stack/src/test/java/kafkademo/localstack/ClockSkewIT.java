package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A producer whose clock is wrong. */
@ExtendWith(BrokerExtension.class)
class ClockSkewIT {
    private static final long MINUTE = 60_000;

    private final TestBroker broker;

    ClockSkewIT(TestBroker broker) {
        this.broker = broker;
    }

    @BeforeEach
    void freshTopics() {
        broker.freshTopics();
    }

    private ServiceRun producer(String skew) {
        return ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "100", "ERROR_RATE", "0", "CLOCK_SKEW", skew));
    }

    @Test
    void recordsOfAClockThatIsBehindLookOldUntilItIsRight() throws Exception {
        Instant begun = Instant.now();
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "behind"));
                ServiceRun producer = producer("-1h")) {
            consumer.awaitLines("processed", 20);
            assertThat(consumer.lines("processed"))
                    .allSatisfy(line -> assertThat(line.number("age_ms")).isGreaterThanOrEqualTo(60 * MINUTE));

            assertThat(ControlRun.of(broker, producer, "CLOCK_SKEW=0s").exitCode())
                    .isZero();
            consumer.awaitThat(() -> assertThat(consumer.lines("processed"))
                    .extracting(line -> line.number("age_ms"))
                    .anyMatch(age -> age < MINUTE));
            producer.stop();
            consumer.stop();
        }
        ConsumerRecord<byte[], byte[]> first = broker.read(TestBroker.TOPICS).stream()
                .min(Comparator.comparingLong(ConsumerRecord::timestamp))
                .orElseThrow();
        assertThat(first.timestamp() + 60 * MINUTE)
                .isBetween(begun.toEpochMilli(), Instant.now().toEpochMilli());
        assertThat(new String(first.value(), StandardCharsets.UTF_8))
                .contains("\"occurred_at\":\""
                        + Instant.ofEpochMilli(first.timestamp()).toString().substring(0, 19));
    }

    @Test
    void recordsFromTheFutureAreTakenAndHaveNoAge() {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "ahead"));
                ServiceRun producer = producer("1h")) {
            consumer.awaitLines("processed", 20);
            producer.stop();
            consumer.stop();

            assertThat(consumer.lines("processed"))
                    .extracting(line -> line.number("age_ms"))
                    .containsOnly(0L);
            assertThat(producer.summary().number("failed")).isZero();
        }
    }

    @Test
    void aBrokerThatAllowsLessThanTheSkewRefusesTheRecords() {
        ConfigResource orders = new ConfigResource(ConfigResource.Type.TOPIC, "orders");
        ConfigEntry limit = new ConfigEntry("message.timestamp.after.max.ms", "1000");
        TestBroker.join(() -> broker.admin()
                .incrementalAlterConfigs(Map.of(orders, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
                .all()
                .get());
        try (ServiceRun producer = producer("1m")) {
            producer.awaitLines("sends failed", 1);
            producer.stop();

            assertThat(producer.lines("sends failed"))
                    .extracting(line -> line.value("cause"))
                    .contains("InvalidTimestampException")
                    .isSubsetOf("InvalidTimestampException", "InvalidRecordException"); // the rest of a batch
            assertThat(producer.sent()).extracting(line -> line.value("topic")).doesNotContain("orders");
            assertThat(producer.lines("sent").stream().map(TextLine::position)).isNotEmpty();
        }
    }
}
