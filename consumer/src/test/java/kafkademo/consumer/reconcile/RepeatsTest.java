package kafkademo.consumer.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    private static final long MEMORY = 1 << 20;

    private static ConsumerRecord<byte[], byte[]> record(String id, long timestamp, String fault, String value) {
        return Log.record(Log.ORDERS_0, 0, timestamp, id, fault, value);
    }

    /** What each record counts as; {@code null} for one that is there for the first time. */
    private static List<Count> counts(List<ConsumerRecord<byte[], byte[]>> records) {
        Repeats repeats = new Repeats(records.size(), MEMORY);
        List<Count> counts = new ArrayList<>();
        records.forEach(record -> counts.add(repeats.add(record).orElse(null)));
        return counts;
    }

    @Test
    void findsNothingIfAllIdsDiffer() {
        assertThat(counts(List.of(record("a", 0, null, "{}"), record("b", 0, null, "{}"))))
                .containsExactly(null, null);
        assertThat(counts(List.of())).isEmpty();
    }

    @Test
    void doesNotTakeAnIdForTheContentOfAnotherRecord() {
        String idAndTime = "a" + "\0".repeat(Long.BYTES);

        assertThat(counts(List.of(record("a", 0, null, ""), record(idAndTime, 0, null, ""))))
                .containsExactly(null, null);
    }

    @Test
    void tellsRepeatedRecordsFromRepeatedIds() {
        assertThat(counts(List.of(
                        record("a", 1, null, "{\"n\":1}"),
                        record("b", 1, null, "{\"n\":1}"),
                        record("a", 2, null, "{\"n\":2}"),
                        record("a", 3, null, "{\"n\":1}"),
                        record("a", 4, null, "{\"n\":2}"),
                        record("a", 5, null, "{\"n\":3}"))))
                .containsExactly(null, null, Count.REPEATED_IDS, Count.REPEATED, Count.REPEATED, Count.REPEATED_IDS);
    }

    @Test
    void tellsFaultyRecordsApartByTheirTimeStamp() {
        assertThat(counts(
                        List.of(record("a", 1, "empty", ""), record("a", 2, "empty", ""), record("a", 1, "empty", ""))))
                .containsExactly(null, Count.REPEATED_IDS, Count.REPEATED);
        assertThat(counts(List.of(record("a", 1, "empty", null), record("a", 1, "empty", null))))
                .containsExactly(null, Count.REPEATED);
    }

    @Test
    void findsExactlyTheRepeatsAmongManyRecords() {
        Random random = new Random(1);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<Count> expected = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            boolean repeats = i > 0 && random.nextInt(100) == 0;
            records.add(repeats ? records.get(random.nextInt(i)) : record("id-" + i, i, null, "{\"n\":" + i + "}"));
            expected.add(repeats ? Count.REPEATED : null);
        }

        assertThat(counts(records)).isEqualTo(expected);
    }

    @Test
    void comparesAsManyRecordsAsFitIntoItsMemory() {
        Repeats repeats = new Repeats(1_000, 2 * 20);

        assertThat(repeats.add(record("a", 0, null, "{}"))).isEmpty();
        assertThat(repeats.add(record("b", 0, null, "{}"))).isEmpty();
        assertThat(repeats.add(record("c", 0, null, "{}"))).contains(Count.NOT_COMPARED);
        assertThat(repeats.add(record(null, 0, null, "{}"))).contains(Count.WITHOUT_ID);
    }
}
