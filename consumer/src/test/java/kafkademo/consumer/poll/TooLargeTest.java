package kafkademo.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import kafkademo.common.log.Log;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class TooLargeTest {
    private static final TopicPartition PARTITION = new TopicPartition("orders", 0);
    private static final int LOG_END = 1_000;

    /** A log of which some offsets do not fit into memory. */
    private static final class Fetched extends MockConsumer<byte[], byte[]> {
        private final TreeSet<Integer> tooLarge = new TreeSet<>();

        private Fetched(IntStream tooLarge) {
            super("none");
            tooLarge.forEach(this.tooLarge::add);
            updateEndOffsets(Map.of(PARTITION, (long) LOG_END));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            int offset = (int) position(PARTITION);
            if (tooLarge.contains(offset)) {
                throw new OutOfMemoryError("Java heap space");
            }
            return new ConsumerRecords<>(
                    Map.of(PARTITION, List.of(new ConsumerRecord<>("orders", 0, offset, null, null))), Map.of());
        }
    }

    private static TooLarge over(IntStream offsets) {
        int[] all = offsets.toArray();
        return new TooLarge(() -> new Fetched(IntStream.of(all)), new Log(LoggerFactory.getLogger("too-large")));
    }

    @ParameterizedTest
    @CsvSource({"5,6", "5,7", "5,8", "5,105", "0,1000", "999,1000", "990,1000"})
    void movesAPartitionToTheFirstOffsetThatFits(int from, int to) {
        TooLarge tooLarge = over(IntStream.range(from, to));

        assertThat(tooLarge.find(Map.of(PARTITION, (long) from))).isTrue();

        assertThat(positionAfterAssignment(tooLarge, from)).isEqualTo(to);
    }

    @Test
    void findsNothingWhereTheNextRecordFits() {
        assertThat(over(IntStream.range(5, 7)).find(Map.of(PARTITION, 4L))).isFalse();
        assertThat(over(IntStream.range(5, 7)).find(Map.of(PARTITION, 7L))).isFalse();
        assertThat(over(IntStream.empty()).find(Map.of(PARTITION, (long) LOG_END)))
                .isFalse();
    }

    @Test
    void leavesAPartitionThatTheGroupHasReadFurther() {
        TooLarge tooLarge = over(IntStream.range(5, 7));
        tooLarge.find(Map.of(PARTITION, 5L));

        assertThat(positionAfterAssignment(tooLarge, 20)).isEqualTo(20);
    }

    @Test
    void passesOverOnce() {
        TooLarge tooLarge = over(IntStream.range(5, 7));
        tooLarge.find(Map.of(PARTITION, 5L));
        positionAfterAssignment(tooLarge, 5);

        assertThat(positionAfterAssignment(tooLarge, 5)).isEqualTo(5);
    }

    private static long positionAfterAssignment(TooLarge tooLarge, long committed) {
        try (MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none")) {
            consumer.assign(List.of(PARTITION));
            consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(committed)));
            consumer.seek(PARTITION, committed);
            Assignment assignment = new Assignment(consumer, () -> 0);
            assignment.add(List.of(PARTITION));
            try {
                tooLarge.passOver(List.of(PARTITION), consumer, assignment);
                boolean moved = assignment.get(PARTITION).isUncommitted();
                assertThat(moved).isEqualTo(consumer.position(PARTITION) != committed);
                return consumer.position(PARTITION);
            } finally {
                assignment.remove(List.of(PARTITION));
            }
        }
    }
}
