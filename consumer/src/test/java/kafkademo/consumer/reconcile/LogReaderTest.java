package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import kafkademo.consumer.fetch.BatchReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogReaderTest {
    private static final class Taken implements LogReader.Sink {
        private final List<String> events = new ArrayList<>();

        @Override
        public void record(Span span, ConsumerRecord<byte[], byte[]> record) {
            events.add("" + record.offset());
        }

        @Override
        public void absent(Span span, Count why, long from, long to) {
            events.add(why.name() + " " + from + " to " + to);
        }
    }

    private final FakeLog log = new FakeLog();
    private final AtomicLong progress = new AtomicLong();
    private Set<String> compacted = Set.of();
    private MockConsumer<byte[], byte[]> consumer = log.client(3);

    private List<String> read(long start, long end) {
        Taken taken = new Taken();
        LogReader reader = new LogReader(
                consumer,
                new BatchReader(log::singleBatchClient, LogReader.MAX_IDLE_POLLS),
                topic -> compacted.contains(topic),
                taken,
                progress::addAndGet);
        reader.read(new Span("orders", 0, start, end, null));
        return taken.events;
    }

    @Test
    void readsToTheEndOfTheSnapshotAndNoFurther() {
        log.records(0, 1, 2, 3, 4, 5);

        assertThat(read(1, 5)).containsExactly("1", "2", "3", "4");
        assertThat(progress).hasValue(4);
    }

    @Test
    void readsNothingOfAnEmptyLog() {
        assertThat(read(9, 9)).isEmpty();
    }

    @Test
    void recognizesMarkersWhereverTheyAre() {
        log.markers(0, 1)
                .records(2)
                .markers(3)
                .records(4)
                .markers(5, 6, 7)
                .records(8)
                .markers(9, 10);

        assertThat(read(0, 11))
                .containsExactly(
                        "MARKERS 0 to 1",
                        "MARKERS 1 to 2",
                        "2",
                        "MARKERS 3 to 4",
                        "4",
                        "MARKERS 5 to 6",
                        "MARKERS 6 to 7",
                        "MARKERS 7 to 8",
                        "8",
                        "MARKERS 9 to 10",
                        "MARKERS 10 to 11");
    }

    @Test
    void readsALogOfMarkersOnly() {
        log.markers(0, 1);

        assertThat(read(0, 2)).containsExactly("MARKERS 0 to 1", "MARKERS 1 to 2");
        assertThat(read(0, 1)).containsExactly("MARKERS 0 to 1");
    }

    @Test
    void findsALossOfAnyLength() {
        log.records(0, 2, 5);

        assertThat(read(0, 6)).containsExactly("0", "MISSING 1 to 2", "2", "MISSING 3 to 5", "5");
    }

    @Test
    void tellsALossFromTheMarkersBesideIt() {
        log.records(0).markers(1).records(4).markers(7, 8).records(10);

        assertThat(read(0, 11))
                .containsExactly(
                        "0",
                        "MARKERS 1 to 2",
                        "MISSING 2 to 4",
                        "4",
                        "MISSING 5 to 7",
                        "MARKERS 7 to 8",
                        "MARKERS 8 to 9",
                        "MISSING 9 to 10",
                        "10");
    }

    @Test
    void findsALossAtTheStartAndBeforeTheEnd() {
        log.records(2).markers(6);

        assertThat(read(0, 5)).containsExactly("MISSING 0 to 2", "2", "MISSING 3 to 5");
    }

    @Test
    void explainsEveryGapOfACompactedTopic() {
        compacted = Set.of("orders");
        log.records(0, 2, 5);

        assertThat(read(0, 6)).containsExactly("0", "COMPACTED 1 to 2", "2", "COMPACTED 3 to 5", "5");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100})
    void passesOverWhatIsTooLargeAndReadsTheRest(int recordsPerPoll) {
        consumer = log.client(recordsPerPoll);
        log.records(0, 1, 2, 3)
                .tooLarge(4)
                .records(5)
                .markers(6)
                .records(7)
                .tooLarge(8, 9, 10, 11, 12)
                .records(13, 14);

        assertThat(read(0, 15))
                .containsExactly(
                        "0",
                        "1",
                        "2",
                        "3",
                        "TOO_LARGE 4 to 5",
                        "5",
                        "MARKERS 6 to 7",
                        "7",
                        "TOO_LARGE 8 to 13",
                        "13",
                        "14");
        assertThat(progress).hasValue(15);
    }

    @Test
    void passesOverATooLargeEnd() {
        log.records(0).tooLarge(1, 2, 3);

        assertThat(read(0, 4)).containsExactly("0", "TOO_LARGE 1 to 4");
    }

    @Test
    void skipsWhatRetentionRemovesMeanwhile() {
        log.records(0, 1, 2, 3, 4, 5, 6, 7).before(2, () -> log.startsAt(5));

        assertThat(read(0, 8)).containsExactly("0", "1", "2", "REMOVED 3 to 5", "5", "6", "7");
    }

    @Test
    void endsIfRetentionRemovesEverything() {
        log.records(9);
        log.startsAt(9);

        assertThat(read(0, 6)).containsExactly("REMOVED 0 to 6");
    }

    @Test
    void failsIfTheLogBecomesShorter() {
        log.records(0, 1, 2, 3);

        assertThatThrownBy(() -> read(5, 9))
                .isInstanceOf(CannotReconcileException.class)
                .hasMessage("the log of orders-0 has become shorter while it was read: offset 5 is beyond its end");
    }

    @Test
    void givesUpOnABrokerThatSendsNothing() {
        log.records(0);

        assertThatThrownBy(() -> read(0, 6))
                .isInstanceOf(CannotReconcileException.class)
                .hasMessage("nothing has come from the broker for 30 s, at orders-0 offset 1");
    }
}
