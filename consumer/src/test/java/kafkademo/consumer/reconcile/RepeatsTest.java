package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import kafkademo.consumer.reconcile.Repeats.Verdict;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final long MEMORY = 1 << 20;

    private static ConsumerRecord<byte[], byte[]> record(String id, long timestamp, String fault, String value) {
        return Log.record(Log.ORDERS_0, 0, timestamp, id, fault, value);
    }

    private static byte[] id(ConsumerRecord<byte[], byte[]> record) {
        return RecordHeaders.eventId(record);
    }

    /** The verdicts of the second reading; empty if the first one finds that it is not needed. */
    private static List<Verdict> verdicts(List<ConsumerRecord<byte[], byte[]>> records) {
        Repeats repeats = new Repeats(records.size(), MEMORY);
        records.forEach(record -> assertThat(repeats.add(id(record), record)).isTrue());
        return repeats.areThere()
                ? records.stream()
                        .map(record -> repeats.again(id(record), record))
                        .toList()
                : List.of();
    }

    @Test
    void needsNoSecondReadingIfAllIdsDiffer() {
        assertThat(verdicts(List.of(record("a", 0, null, "{}"), record("b", 0, null, "{}"))))
                .isEmpty();
        assertThat(verdicts(List.of())).isEmpty();
    }

    @Test
    void tellsRepeatedRecordsFromRepeatedIds() {
        assertThat(verdicts(List.of(
                        record("a", 1, null, "{\"n\":1}"),
                        record("b", 1, null, "{\"n\":1}"),
                        record("a", 2, null, "{\"n\":2}"),
                        record("a", 3, null, "{\"n\":1}"),
                        record("a", 4, null, "{\"n\":2}"),
                        record("a", 5, null, "{\"n\":3}"))))
                .containsExactly(
                        Verdict.FIRST,
                        Verdict.FIRST,
                        Verdict.SAME_ID,
                        Verdict.SAME_RECORD,
                        Verdict.SAME_RECORD,
                        Verdict.SAME_ID);
    }

    @Test
    void tellsFaultyRecordsApartByTheirTimeStamp() {
        assertThat(verdicts(
                        List.of(record("a", 1, "empty", ""), record("a", 2, "empty", ""), record("a", 1, "empty", ""))))
                .containsExactly(Verdict.FIRST, Verdict.SAME_ID, Verdict.SAME_RECORD);
        assertThat(verdicts(List.of(record("a", 1, "empty", null), record("a", 1, "empty", null))))
                .containsExactly(Verdict.FIRST, Verdict.SAME_RECORD);
    }

    @Test
    void findsExactlyTheRepeatsAmongManyRecords() {
        Random random = new Random(1);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Verdict> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean repeats = i > 0 && random.nextInt(100) == 0;
            records.add(repeats ? records.get(random.nextInt(i)) : record("id-" + i, i, null, "{\"n\":" + i + "}"));
            expected.add(repeats ? Verdict.SAME_RECORD : Verdict.FIRST);
        }

        assertThat(verdicts(records)).isEqualTo(expected);
    }

    @Test
    void comparesAsManyRecordsAsFitIntoItsMemory() {
        Repeats repeats = new Repeats(1_000, 2 * 16);

        assertThat(repeats.add(Log.bytes("a"), record("a", 0, null, "{}"))).isTrue();
        assertThat(repeats.add(Log.bytes("b"), record("b", 0, null, "{}"))).isTrue();
        assertThat(repeats.add(Log.bytes("c"), record("c", 0, null, "{}"))).isFalse();
        assertThat(repeats.areThere()).isFalse();
    }
}
