package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_0;
import static kafkademo.consumer.poll.SimulatedConsumer.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import kafkademo.testing.SimulatedTime;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OffsetResetTest {
    private static final Set<TopicPartition> BOTH = Set.of(ORDERS_0, ORDERS_1);

    private final SimulatedTime time = new SimulatedTime();
    private final SimulatedConsumer consumer = new SimulatedConsumer(time);
    private final Assignment assignment = new Assignment(consumer, time::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN");

    @BeforeEach
    void assignBoth() {
        consumer.assign(BOTH);
        assignment.add(BOTH);
        consumer.updateBeginningOffsets(Map.of(ORDERS_0, 10L, ORDERS_1, 20L));
        consumer.updateEndOffsets(Map.of(ORDERS_0, 15L, ORDERS_1, 25L));
    }

    @AfterEach
    void unregisterTheBeans() {
        assignment.remove(BOTH);
    }

    private void reset(String policy, InvalidOffsetException invalid) {
        new OffsetReset(consumer, policy, new Log(log.logger()), () -> 100_000)
                .apply(invalid, invalid.partitions(), assignment);
    }

    private void assertPositions(long orders0, long orders1) {
        assertThat(consumer.position(ORDERS_0)).isEqualTo(orders0);
        assertThat(consumer.position(ORDERS_1)).isEqualTo(orders1);
        assertThat(assignment.get(ORDERS_0).position).isEqualTo(orders0);
        assertThat(assignment.get(ORDERS_1).position).isEqualTo(orders1);
    }

    @Test
    void aNewGroupStartsAtTheBeginningWithoutAWarning() {
        reset("earliest", new NoOffsetForPartitionException(BOTH));

        assertPositions(10, 20);
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void aWarningTellsWhichRecordsWereDeletedUnread() {
        reset("earliest", new OffsetOutOfRangeException(Map.of(ORDERS_0, 4L)));

        assertThat(consumer.position(ORDERS_0)).isEqualTo(10);
        assertThat(log.lines())
                .containsExactly("WARN offset out of range topic=orders partition=0 old_offset=4 new_offset=10"
                        + " reason=\"the records in between were deleted before they were read\"");
    }

    @Test
    void aWarningTellsThatTheLogIsShorterThanItWas() {
        reset("earliest", new OffsetOutOfRangeException(Map.of(ORDERS_1, 400L)));

        assertThat(consumer.position(ORDERS_1)).isEqualTo(20);
        assertThat(log.lines())
                .containsExactly("WARN offset out of range topic=orders partition=1 old_offset=400 new_offset=20"
                        + " reason=\"the topic was recreated or truncated\"");
    }

    @Test
    void eachPartitionHasItsOwnWarning() {
        reset("earliest", new OffsetOutOfRangeException(Map.of(ORDERS_0, 4L, ORDERS_1, 5L)));

        assertPositions(10, 20);
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void theUsersLatestIsTheEnd() {
        reset("latest", new NoOffsetForPartitionException(BOTH));

        assertPositions(15, 25);
    }

    @Test
    void theUsersDurationIsATimeBeforeNowOrTheEnd() {
        consumer.addOffsetForTime(ORDERS_0, 90_000, 12);
        consumer.addOffsetForTime(ORDERS_1, 89_999, 22);
        reset("BY_DURATION:PT10S", new NoOffsetForPartitionException(BOTH));

        assertPositions(12, 25);
    }

    @Test
    void theUsersNoneIsAFailure() {
        InvalidOffsetException noOffset = new NoOffsetForPartitionException(BOTH);

        assertThatThrownBy(() -> reset("none", noOffset)).isSameAs(noOffset);
    }

    @Test
    void aTruncatedLogIsReadFromItsBeginning() {
        reset(
                "earliest",
                new LogTruncationException(
                        Map.of(ORDERS_0, 14L, ORDERS_1, 24L), Map.of(ORDERS_0, new OffsetAndMetadata(13))));

        assertPositions(10, 20);
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void nothingMovesIfTheBrokerDoesNotAnswer() {
        consumer.seek(ORDERS_0, 4);
        consumer.setOffsetsException(new TimeoutException("away"));
        InvalidOffsetException outOfRange = new OffsetOutOfRangeException(Map.of(ORDERS_0, 4L));

        assertThatThrownBy(() -> reset("earliest", outOfRange)).isInstanceOf(TimeoutException.class);
        assertThat(assignment.get(ORDERS_0).position).isEqualTo(-1);
        assertThat(log.lines()).isEmpty();
    }
}
