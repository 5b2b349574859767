package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A second consumer joins the group and leaves it again. */
@ExtendWith(BrokerExtension.class)
class RebalanceIT {
    private static final Map<String, String> GROUP = Map.of(
            "CONSUMER_GROUP", "rebalance",
            // A group member learns of a rebalance from the answer to its heartbeat.
            "KAFKA_CLIENT_HEARTBEAT_INTERVAL_MS", "500");

    private final TestBroker broker;

    RebalanceIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void everyRecordIsHandledOnceAcrossRebalances() {
        try (ServiceRun staying = ServiceRun.consumer(broker, GROUP);
                ServiceRun producer = ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "100"))) {
            staying.awaitThat(() -> assertThat(staying.handled()).hasSizeGreaterThan(100));
            List<TextLine> handled;
            try (ServiceRun passing = ServiceRun.consumer(broker, GROUP)) {
                passing.awaitThat(() -> assertThat(passing.handled()).hasSizeGreaterThan(100));
                passing.stop();
                handled = new ArrayList<>(passing.handled());
            }
            int before = staying.handled().size();
            staying.awaitThat(() -> assertThat(staying.handled()).hasSizeGreaterThan(before + 200));
            producer.stop();
            int total = broker.read(TestBroker.TOPICS).size();
            staying.awaitThat(
                    () -> assertThat(staying.handled().size() + handled.size()).isGreaterThanOrEqualTo(total));
            staying.stop();

            handled.addAll(staying.handled());
            assertThat(handled)
                    .extracting(TextLine::position)
                    .doesNotHaveDuplicates()
                    .hasSize(total);
        }
    }

    /** A group takes nobody who can't share out partitions as the others do. To the client this is a failure for good. */
    @Test
    void aConsumerThatItsGroupRefusesTriesAgainUntilItIsLetIn() {
        Map<String, String> others = Map.of(
                "CONSUMER_GROUP",
                "others",
                "KAFKA_CLIENT_PARTITION_ASSIGNMENT_STRATEGY",
                RangeAssignor.class.getName());
        try (ServiceRun producer = ServiceRun.producer(broker, Map.of());
                ServiceRun other = ServiceRun.consumer(broker, others)) {
            other.awaitThat(() -> assertThat(other.handled()).isNotEmpty());
            try (ServiceRun refused = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "others"))) {
                refused.awaitLines("client failed: connecting anew", 2);
                assertThat(refused.lines("client failed: connecting anew"))
                        .allSatisfy(line -> assertThat(line.value("cause")).contains("supported protocols"));
                assertThat(refused.handled()).isEmpty();

                other.stop();

                refused.awaitThat(() -> assertThat(refused.handled()).isNotEmpty());
                refused.stop();
            }
            producer.stop();
        }
    }
}
