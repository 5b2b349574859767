package kafkademo.consumer.reconcile;

import static kafkademo.consumer.reconcile.Log.ORDERS_0;
import static kafkademo.consumer.reconcile.Log.ORDERS_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LogReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    /** A poll that brings nothing takes its time. */
    private final class Mock extends MockConsumer<byte[], byte[]> {
        Mock() {
            super("none");
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
            if (records.isEmpty()) {
                time.addAndGet(timeout.toNanos());
            }
            return records;
        }
    }

    private static final class Taken implements PartitionSink {
        private final List<String> events = new ArrayList<>();

        @Override
        public void record(ConsumerRecord<byte[], byte[]> record) {
            events.add("" + record.offset());
        }

        @Override
        public void removed(long from, long to) {
            events.add("removed " + from + " to " + to);
        }

        @Override
        public void end() {
            events.add("end");
        }
    }

    private final AtomicLong time = new AtomicLong();
    private final AtomicLong progress = new AtomicLong();
    private final Mock consumer = new Mock();
    private final Map<TopicPartition, Taken> taken = Map.of(ORDERS_0, new Taken(), ORDERS_1, new Taken());
    private final LogReader reader = new LogReader(consumer, TIMEOUT, time::get, progress::addAndGet);

    private static Span span(TopicPartition partition, long start, long end) {
        return new Span(partition, start, OptionalLong.empty(), end);
    }

    /** The mock takes records of assigned partitions only: so they come with a poll. */
    private void atPoll(TopicPartition partition, long... offsets) {
        consumer.schedulePollTask(() -> {
            for (long offset : offsets) {
                consumer.addRecord(Log.record(partition, offset, 0, "e", null, "{}"));
            }
        });
    }

    @Test
    void eachPartitionIsReadToTheSnapshotsEndAndNoFurther() {
        consumer.updateBeginningOffsets(Map.of(ORDERS_0, 0L, ORDERS_1, 0L));
        atPoll(ORDERS_0, 0, 1);
        atPoll(ORDERS_1, 5, 6, 7);
        atPoll(ORDERS_0, 2, 3, 4);

        reader.read(List.of(span(ORDERS_0, 0, 3), span(ORDERS_1, 5, 7)), taken);

        assertThat(taken.get(ORDERS_0).events).containsExactly("0", "1", "2", "end");
        assertThat(taken.get(ORDERS_1).events).containsExactly("5", "6", "end");
        assertThat(progress).hasValue(5);
        assertThat(consumer.assignment()).isEmpty();
    }

    @Test
    void anEmptyPartitionIsAtItsEndAtOnce() {
        reader.read(List.of(span(ORDERS_0, 0, 0), span(ORDERS_1, 9, 9)), taken);

        assertThat(taken.get(ORDERS_0).events).containsExactly("end");
        assertThat(taken.get(ORDERS_1).events).containsExactly("end");
    }

    @Test
    void whatRetentionRemovesMeanwhileIsToldAndSkipped() {
        consumer.updateBeginningOffsets(Map.of(ORDERS_0, 0L));
        atPoll(ORDERS_0, 0, 1);
        consumer.schedulePollTask(() -> consumer.updateBeginningOffsets(Map.of(ORDERS_0, 4L)));
        atPoll(ORDERS_0, 4, 5);

        reader.read(List.of(span(ORDERS_0, 0, 6)), taken);

        assertThat(taken.get(ORDERS_0).events).containsExactly("0", "1", "removed 2 to 4", "4", "5", "end");
    }

    @Test
    void retentionMayRemoveEverything() {
        consumer.updateBeginningOffsets(Map.of(ORDERS_0, 9L));
        atPoll(ORDERS_0, 9);

        reader.read(List.of(span(ORDERS_0, 0, 6)), taken);

        assertThat(taken.get(ORDERS_0).events).containsExactly("removed 0 to 6", "end");
    }

    @Test
    void aBrokerThatIsSilentIsGivenUp() {
        consumer.updateBeginningOffsets(Map.of(ORDERS_0, 0L));
        atPoll(ORDERS_0, 0);

        assertThatThrownBy(() -> reader.read(List.of(span(ORDERS_0, 0, 6)), taken))
                .isInstanceOf(CannotReconcileException.class)
                .hasMessage("nothing has come from the broker for 30 s, at orders-0 offset 1");
        assertThat(Duration.ofNanos(time.get())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
    }

    @Test
    void nothingIsCommitted() {
        consumer.updateBeginningOffsets(Map.of(ORDERS_0, 0L));
        atPoll(ORDERS_0, 0);

        reader.read(List.of(span(ORDERS_0, 0, 1)), taken);

        consumer.assign(List.of(ORDERS_0));
        assertThat(consumer.committed(Set.of(ORDERS_0)).get(ORDERS_0)).isNull();
    }
}
