package kafkademo.consumer.reconcile;

import static kafkademo.consumer.reconcile.Log.ORDERS_0;
import static kafkademo.consumer.reconcile.Log.ORDERS_1;
import static kafkademo.consumer.reconcile.Log.PAYMENTS_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.reconcile.Report.Difference;
import kafkademo.consumer.reconcile.Report.Fault;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class AccountTest {
    static Map<String, Object> example(TopicPartition partition, long offset, Object... details) {
        Map<String, Object> example = new HashMap<>();
        example.put("topic", partition.topic());
        example.put("partition", partition.partition());
        example.put("offset", offset);
        for (int i = 0; i < details.length; i += 2) {
            example.put((String) details[i], details[i + 1]);
        }
        return example;
    }

    static Log log(long start, long committed, long end) {
        return new Log().partition(ORDERS_0, start, committed, end);
    }

    static void assertOnly(Account account, Count kind, long count, List<Map<String, Object>> examples) {
        assertThat(account.differences()).containsExactly(new Difference(kind, count, kind.difference(), examples));
    }

    @Test
    void countsRecordsBelowTheCommittedOffsetAsHandledAndTheOthersAsWaiting() {
        Account account = log(0, 2, 4)
                .add(ORDERS_0, 0, "a", null, "{}")
                .add(ORDERS_0, 1, "b", "truncated", "{")
                .add(ORDERS_0, 2, "c", "empty", "")
                .add(ORDERS_0, 3, "d", null, "{}")
                .account();

        Map<Count, Long> orders = account.topics().get("orders");
        assertThat(orders.get(Count.SENT)).isEqualTo(4);
        assertThat(orders.get(Count.PROCESSED)).isEqualTo(1);
        assertThat(orders.get(Count.DECODE_ERRORS)).isEqualTo(1);
        assertThat(orders.get(Count.WAITING)).isEqualTo(2);
        assertThat(orders.get(Count.WAITING_MALFORMED)).isEqualTo(1);
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void countsEverythingAsWaitingIfTheGroupHasCommittedNothing() {
        Account account = log(5, -1, 6).add(ORDERS_0, 5, "a", null, "{}").account();

        assertThat(account.total().get(Count.WAITING)).isEqualTo(1);
        assertThat(account.total().get(Count.REMOVED)).isEqualTo(5);
        assertThat(account.differences()).isEmpty();
    }

    @Test
    void reportsAFaultThatDecodesWhetherItIsHandledOrWaiting() {
        Account account = log(0, 1, 2)
                .add(ORDERS_0, 0, "a", "truncated", "{}")
                .add(ORDERS_0, 1, "b", "empty", "{}")
                .account();

        assertOnly(
                account,
                Count.FAULT_DECODED_AS_EVENT,
                2,
                List.of(
                        example(ORDERS_0, 0, "event_id", "a", "injected_fault", "truncated"),
                        example(ORDERS_0, 1, "event_id", "b", "injected_fault", "empty")));
    }

    @Test
    void reportsAnEventThatDoesNotDecode() {
        Account account = log(0, 1, 1).add(ORDERS_0, 0, "a", null, null).account();

        assertOnly(
                account,
                Count.EVENT_DECODED_AS_ERROR,
                1,
                List.of(example(ORDERS_0, 0, "event_id", "a", "error_type", "null_value", "reason", "null value")));
    }

    @Test
    void reportsARepeatedRecordInWhateverTopicItIs() {
        Account account = log(0, 3, 3)
                .partition(PAYMENTS_0, 0, 1, 1)
                .add(ORDERS_0, 0, "a", null, "{\"n\":1}")
                .add(ORDERS_0, 1, "a", null, "{\"n\":1}")
                .add(ORDERS_0, 2, "a", null, "{\"n\":2}")
                .add(PAYMENTS_0, 0, "a", null, "{\"n\":2}")
                .account();

        assertOnly(
                account,
                Count.REPEATED,
                2,
                List.of(example(ORDERS_0, 1, "event_id", "a"), example(PAYMENTS_0, 0, "event_id", "a")));
        assertThat(account.total().get(Count.REPEATED_IDS)).isEqualTo(1);
        assertThat(account.topics().get("orders").get(Count.REPEATED)).isEqualTo(1);
        assertThat(account.topics().get("payments").get(Count.REPEATED)).isEqualTo(1);
    }

    @Test
    void doesNotMistakeASecondRunWithTheSameSeedForRepeatedRecords() {
        String event = "{\"event_id\":\"a\",\"occurred_at\":\"2026-01-01T00:00:0%d.000Z\"}";
        Account account = log(0, 4, 4)
                .add(ORDERS_0, 0, "a", null, event.formatted(1))
                .add(ORDERS_0, 1, "b", "empty", "")
                .add(ORDERS_0, 2, "a", null, event.formatted(2))
                .add(ORDERS_0, 3, "b", "empty", "")
                .account();

        assertThat(account.differences()).isEmpty();
        assertThat(account.total().get(Count.REPEATED_IDS)).isEqualTo(2);
    }

    @Test
    void countsRecordsWithoutAnIdAndDoesNotCompareThem() {
        Account account = log(0, 3, 3)
                .add(ORDERS_0, 0, null, null, "{}")
                .add(ORDERS_0, 1, null, null, "{}")
                .add(ORDERS_0, 2, "", null, "{}")
                .account();

        assertThat(account.differences()).isEmpty();
        assertThat(account.total().get(Count.WITHOUT_ID)).isEqualTo(3);
    }

    @Test
    void countsRecordsThatItHasNoMemoryToCompare() {
        Account account = log(0, 3, 3)
                .add(ORDERS_0, 0, "a", null, "{}")
                .add(ORDERS_0, 1, "b", null, "{}")
                .add(ORDERS_0, 2, "a", null, "{}")
                .account(40);

        assertThat(account.differences()).isEmpty();
        assertThat(account.total().get(Count.NOT_COMPARED)).isEqualTo(1);
    }

    @Test
    void reportsLostOffsets() {
        Account account = log(10, 20, 20)
                .add(ORDERS_0, 12, "a", null, "{}")
                .add(ORDERS_0, 14, "b", null, "{}")
                .account();

        assertOnly(
                account,
                Count.MISSING,
                8,
                List.of(
                        example(ORDERS_0, 10, "last_offset", 11L),
                        example(ORDERS_0, 13, "last_offset", 13L),
                        example(ORDERS_0, 15, "last_offset", 19L)));
        assertThat(account.total().get(Count.MISSING)).isEqualTo(8);
        assertThat(account.total().get(Count.SENT)).isEqualTo(2);
    }

    @Test
    void reportsOffsetsThatAreTooLargeToRead() {
        Account account = log(0, 3, 3)
                .gaps(Count.TOO_LARGE)
                .add(ORDERS_0, 2, "a", null, "{}")
                .account();

        assertOnly(account, Count.TOO_LARGE, 2, List.of(example(ORDERS_0, 0, "last_offset", 1L)));
        assertThat(account.total().get(Count.MISSING)).isZero();
    }

    @Test
    void findsNoLossWhereMarkersOrCompactionExplainAGap() {
        List.of(Count.MARKERS, Count.COMPACTED).forEach(why -> {
            Account account =
                    log(0, 3, 3).gaps(why).add(ORDERS_0, 1, "a", null, "{}").account();

            assertThat(account.differences()).isEmpty();
            assertThat(account.total().get(why)).isEqualTo(2);
        });
    }

    @Test
    void countsWhatRetentionRemovesWhileItReadsAsRemoved() {
        Account account = log(0, 9, 9)
                .gaps(Count.REMOVED)
                .add(ORDERS_0, 8, "a", null, "{}")
                .account();

        assertThat(account.differences()).isEmpty();
        assertThat(account.total().get(Count.REMOVED)).isEqualTo(8);
        assertThat(account.total().get(Count.SENT)).isEqualTo(1);
    }

    @Test
    void reportsWhatRetentionRemovedBeforeTheGroupHandledIt() {
        Account account = log(10, 7, 10).partition(ORDERS_1, 10, 10, 10).account();

        assertOnly(account, Count.REMOVED_UNREAD, 3, List.of(example(ORDERS_0, 7, "last_offset", 9L)));
        assertThat(account.total().get(Count.REMOVED)).isEqualTo(20);
    }

    @Test
    void reportsACommittedOffsetBeyondTheEnd() {
        Account account = log(0, 5, 1).add(ORDERS_0, 0, "a", null, "{}").account();

        assertOnly(account, Count.COMMITTED_BEYOND_END, 4, List.of(example(ORDERS_0, 1, "last_offset", 4L)));
        assertThat(account.total().get(Count.PROCESSED)).isEqualTo(1);
    }

    @Test
    void judgesEachRecordByItsOwnBytesWhateverCameBefore() throws IOException {
        Log log = log(0, 5, 5);
        String[] documents = {
            "crash-1-colliding-names", "crash-2-one-more", "crash-3-many-ordinary-names", "collide-a", "collide-b"
        };
        for (int offset = 0; offset < documents.length; offset++) {
            log.add(ORDERS_0, offset, documents[offset], null, document(documents[offset] + ".json"));
        }

        Account account = log.account();

        assertThat(account.differences()).isEmpty();
        assertThat(account.total().get(Count.PROCESSED)).isEqualTo(5);
    }

    private static String document(String name) throws IOException {
        try (InputStream document = Decoder.class.getResourceAsStream(name)) {
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void countsHandledRecordsByInjectedFaultAndDecodeError() {
        Log log = log(0, 4, 5)
                .add(ORDERS_0, 0, "a", null, "{}")
                .add(ORDERS_0, 1, "b", "truncated", "{")
                .add(ORDERS_0, 2, "c", "truncated", "{\"a\":tru")
                .add(ORDERS_0, 3, "d", "empty", "")
                .add(ORDERS_0, 4, "e", "empty", "");

        assertThat(log.account().faults())
                .containsExactly(
                        new Fault(null, 1, 1, Map.of()),
                        new Fault("empty", 1, 0, Map.of("empty", 1L)),
                        new Fault("truncated", 2, 0, Map.of("syntax", 1L, "unexpected_end", 1L)));
    }

    @Test
    void keepsFewAndShortKindsOfFaultsWhateverTheHeadersHold() {
        Log log = log(0, 1_000, 1_000);
        for (int offset = 0; offset < 1_000; offset++) {
            log.add(ORDERS_0, offset, "id-" + offset, "kind-" + offset + "x".repeat(1_000), "");
        }

        List<Fault> faults = log.account().faults();
        assertThat(faults).hasSizeLessThan(50);
        assertThat(faults).extracting(Fault::injectedFault).allMatch(fault -> fault == null || fault.length() < 70);
        assertThat(faults.stream()
                        .mapToLong(fault -> fault.decodeErrors().getOrDefault("empty", 0L))
                        .sum())
                .isEqualTo(1_000);
    }
}
