package kafkademo.consumer.reconcile;

import static kafkademo.consumer.reconcile.Log.ORDERS_0;
import static kafkademo.consumer.reconcile.Log.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafkademo.common.Topic;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class SpanTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** Tells committed offsets of partitions that are not assigned, as a broker does. */
    private static final class Mock extends MockConsumer<byte[], byte[]> {
        private final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
        private final Set<String> askedForEnds = new LinkedHashSet<>();

        Mock(List<String> topics) {
            super("none");
            for (String topic : topics) {
                Map<TopicPartition, Long> starts = new HashMap<>();
                Map<TopicPartition, Long> ends = new HashMap<>();
                for (int partition = 0; partition < 2; partition++) {
                    starts.put(new TopicPartition(topic, partition), 3L + partition);
                    ends.put(new TopicPartition(topic, partition), 10L + partition);
                }
                updateBeginningOffsets(starts);
                updateEndOffsets(ends);
                updatePartitions(topic, List.of(info(topic, 1), info(topic, 0)));
            }
        }

        private static PartitionInfo info(String topic, int partition) {
            return new PartitionInfo(topic, partition, Node.noNode(), new Node[0], new Node[0]);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            return committed;
        }

        @Override
        public synchronized Map<TopicPartition, Long> endOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            partitions.forEach(partition -> askedForEnds.add(partition.topic()));
            return super.endOffsets(partitions, timeout);
        }
    }

    @Test
    void aSnapshotHoldsStartEndAndCommittedOffsetOfEveryPartition() {
        Mock consumer = new Mock(Topic.names());
        consumer.committed.put(ORDERS_1, new OffsetAndMetadata(7));
        consumer.committed.put(ORDERS_0, null);

        List<Span> snapshot = Span.snapshot(consumer, TIMEOUT);

        assertThat(snapshot).hasSize(8);
        assertThat(snapshot.subList(0, 2))
                .containsExactly(new Span("orders", 0, 3, 10, null), new Span("orders", 1, 4, 11, 7L));
    }

    @Test
    void theDeadLettersThatThereAreComeLast() {
        List<String> topics = new ArrayList<>(Topic.names());
        topics.add(0, "payments.dead-letter");

        Mock consumer = new Mock(topics);

        List<Span> snapshot = Span.snapshot(consumer, TIMEOUT);

        // A letter that the snapshot holds is then never the letter of a record that it does not hold.
        assertThat(consumer.askedForEnds).startsWith("payments.dead-letter").hasSize(5);
        assertThat(snapshot).hasSize(10);
        assertThat(snapshot.subList(8, 10))
                .allMatch(Span::holdsDeadLetters)
                .allMatch(span -> span.end() > span.start());
        assertThat(snapshot.subList(0, 8)).noneMatch(Span::holdsDeadLetters);
    }

    @Test
    void namesAllMissingTopics() {
        assertThatThrownBy(() -> Span.snapshot(new Mock(List.of("orders", "inventory_updates")), TIMEOUT))
                .isInstanceOf(CannotReconcileException.class)
                .hasMessage("the broker has no topic payments, user_activity:"
                        + " the services create what is missing when they start");
    }
}
