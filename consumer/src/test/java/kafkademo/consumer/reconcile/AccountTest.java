package kafkademo.consumer.reconcile;

import static kafkademo.consumer.reconcile.Log.ORDERS_0;
import static kafkademo.consumer.reconcile.Log.ORDERS_1;
import static kafkademo.consumer.reconcile.Log.PAYMENTS_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.reconcile.Findings.Example;
import kafkademo.consumer.reconcile.Findings.Kind;
import kafkademo.consumer.reconcile.GapCauses.Cause;
import org.junit.jupiter.api.Test;

class AccountTest {
    private static Example example(long offset, Object... details) {
        Example example = Example.at(ORDERS_0, offset);
        for (int i = 0; i < details.length; i += 2) {
            example.with((String) details[i], details[i + 1]);
        }
        return example;
    }

    private static Log log(long start, long committed, long end) {
        return new Log().partition(ORDERS_0, start, committed, end);
    }

    private static void assertOnly(Account account, Kind kind, long count, Example... examples) {
        assertThat(account.findings().kinds()).containsExactly(kind);
        assertThat(account.findings().count(kind)).isEqualTo(count);
        assertThat(account.findings().examples(kind)).containsExactly(examples);
    }

    @Test
    void theCommittedOffsetPartsWhatIsHandledFromWhatWaits() {
        Account account = log(0, 2, 4)
                .add(ORDERS_0, 0, "a", null, "{}")
                .add(ORDERS_0, 1, "b", "truncated", "{")
                .add(ORDERS_0, 2, "c", "empty", "")
                .add(ORDERS_0, 3, "d", null, "{}")
                .account();

        TopicAccount orders = account.topics().get(0);
        assertThat(orders.sent()).isEqualTo(4);
        assertThat(orders.processed).isEqualTo(1);
        assertThat(orders.decodeErrors).isEqualTo(1);
        assertThat(orders.waiting).isEqualTo(2);
        assertThat(orders.waitingMalformed).isEqualTo(1);
        assertThat(account.findings().isEmpty()).isTrue();
    }

    @Test
    void withoutACommitEverythingWaits() {
        Account account = log(5, -1, 6).add(ORDERS_0, 5, "a", null, "{}").account();

        assertThat(account.total().waiting).isEqualTo(1);
        assertThat(account.total().removed).isEqualTo(5);
        assertThat(account.findings().isEmpty()).isTrue();
    }

    @Test
    void aFaultThatDecodesIsADifferenceWaitingOrNot() {
        Account account = log(0, 1, 2)
                .add(ORDERS_0, 0, "a", "truncated", "{}")
                .add(ORDERS_0, 1, "b", "empty", "{}")
                .account();

        assertOnly(
                account,
                Kind.FAULT_DECODED_AS_EVENT,
                2,
                example(0, "event_id", "a", "injected_fault", "truncated"),
                example(1, "event_id", "b", "injected_fault", "empty"));
    }

    @Test
    void anEventThatDoesNotDecodeIsADifference() {
        Account account = log(0, 1, 1).add(ORDERS_0, 0, "a", null, null).account();

        assertOnly(
                account,
                Kind.EVENT_DECODED_AS_ERROR,
                1,
                example(0, "event_id", "a", "error_type", "null_value", "reason", "null value"));
    }

    @Test
    void aRecordThatComesAgainIsADifferenceInWhateverTopic() {
        Account account = log(0, 3, 3)
                .partition(PAYMENTS_0, 0, 1, 1)
                .add(ORDERS_0, 0, "a", null, "{\"n\":1}")
                .add(ORDERS_0, 1, "a", null, "{\"n\":1}")
                .add(ORDERS_0, 2, "a", null, "{\"n\":2}")
                .add(PAYMENTS_0, 0, "a", null, "{\"n\":2}")
                .account();

        assertThat(account.findings().count(Kind.REPEATED)).isEqualTo(2);
        assertThat(account.findings().examples(Kind.REPEATED))
                .containsExactly(
                        example(1, "event_id", "a"), Example.at(PAYMENTS_0, 0).with("event_id", "a"));
        assertThat(account.total().repeatedIds).isEqualTo(1);
        assertThat(account.topics()).extracting(topic -> topic.repeated).containsExactly(1L, 1L);
    }

    @Test
    void aSecondRunWithTheSameSeedIsNoDifference() {
        String event = "{\"event_id\":\"a\",\"occurred_at\":\"2026-01-01T00:00:0%d.000Z\"}";
        Account account = log(0, 4, 4)
                .add(ORDERS_0, 0, "a", null, event.formatted(1))
                .add(ORDERS_0, 1, "b", "empty", "")
                .add(ORDERS_0, 2, "a", null, event.formatted(2))
                .add(ORDERS_0, 3, "b", "empty", "")
                .account();

        assertThat(account.findings().isEmpty()).isTrue();
        assertThat(account.total().repeatedIds).isEqualTo(2);
    }

    @Test
    void aRecordWithoutAnIdIsCountedAndNotCompared() {
        Account account = log(0, 3, 3)
                .add(ORDERS_0, 0, null, null, "{}")
                .add(ORDERS_0, 1, null, null, "{}")
                .add(ORDERS_0, 2, "", null, "{}")
                .account();

        assertThat(account.findings().isEmpty()).isTrue();
        assertThat(account.total().withoutId).isEqualTo(3);
    }

    @Test
    void missingOffsetsAreFoundAtTheStartInTheMiddleAndAtTheEnd() {
        Account account = log(10, 20, 20)
                .add(ORDERS_0, 12, "a", null, "{}")
                .add(ORDERS_0, 14, "b", null, "{}")
                .add(ORDERS_0, 16, "c", null, "{}")
                .account();

        assertOnly(
                account,
                Kind.MISSING,
                7,
                example(13, "last_offset", 13L),
                example(15, "last_offset", 15L),
                example(10, "last_offset", 11L),
                example(17, "last_offset", 19L));
        assertThat(account.total().missing).isEqualTo(7);
        assertThat(account.total().sent()).isEqualTo(3);
    }

    @Test
    void compactionExplainsEveryGapAndAMarkerOneOffset() {
        Log log = log(0, 6, 6)
                .add(ORDERS_0, 0, "a", null, "{}")
                .add(ORDERS_0, 2, "b", null, "{}")
                .add(ORDERS_0, 5, "c", null, "{}");

        Account compacted =
                log.gapsAreBecauseOf(partition -> Set.of(Cause.COMPACTION)).account();
        assertThat(compacted.findings().isEmpty()).isTrue();
        assertThat(compacted.explainedGaps()).isEqualTo(3);
        Account marked =
                log.gapsAreBecauseOf(partition -> Set.of(Cause.TRANSACTIONS)).account();
        assertOnly(marked, Kind.MISSING, 2, example(3, "last_offset", 4L));
        assertThat(marked.explainedGaps()).isEqualTo(1);
    }

    @Test
    void whatRetentionRemovesBeforeItIsHandledIsADifference() {
        Account account = log(10, 7, 10).partition(ORDERS_1, 10, 10, 10).account();

        assertOnly(account, Kind.REMOVED_UNREAD, 3, example(7, "last_offset", 9L));
        assertThat(account.total().removed).isEqualTo(20);
    }

    @Test
    void aCommitBeyondTheEndIsADifference() {
        Account account = log(0, 5, 1).add(ORDERS_0, 0, "a", null, "{}").account();

        assertOnly(account, Kind.COMMITTED_BEYOND_END, 4, example(1, "last_offset", 4L));
        assertThat(account.total().processed).isEqualTo(1);
    }

    @Test
    void whatIsRemovedWhileItIsReadIsNotMissing() {
        Account account =
                new Account(new Snapshot(List.of(new Span(ORDERS_0, 0, OptionalLong.of(9), 9))), new Decoder(), 1_000);
        PartitionSink sink = account.first().get(ORDERS_0);
        sink.record(Log.record(ORDERS_0, 0, 0, "a", null, "{}"));
        sink.removed(1, 8);
        sink.record(Log.record(ORDERS_0, 8, 0, "b", null, "{}"));
        sink.end();
        account.explainGaps(partition -> Set.of());

        assertThat(account.findings().isEmpty()).isTrue();
        assertThat(account.total().removed).isEqualTo(7);
        assertThat(account.total().sent()).isEqualTo(2);
    }

    @Test
    void kindsOfFaultsAreSetAgainstReasonsOfErrors() {
        Log log = log(0, 4, 5)
                .add(ORDERS_0, 0, "a", null, "{}")
                .add(ORDERS_0, 1, "b", "truncated", "{")
                .add(ORDERS_0, 2, "c", "truncated", "{\"a\":tru")
                .add(ORDERS_0, 3, "d", "empty", "")
                .add(ORDERS_0, 4, "e", "empty", "");

        assertThat(log.account().faults().rows())
                .extracting(row -> row.fault() + " " + row.events() + " " + errors(row))
                .containsExactly("null 1 {}", "empty 0 {empty=1}", "truncated 0 {syntax=1, unexpected_end=1}");
    }

    private static Map<String, Long> errors(FaultTable.Row row) {
        Map<String, Long> errors = new TreeMap<>();
        for (DecodeErrorType type : DecodeErrorType.values()) {
            if (row.errors()[type.ordinal()] > 0) {
                errors.put(type.label(), row.errors()[type.ordinal()]);
            }
        }
        return errors;
    }

    @Test
    void hostileKindsOfFaultsTakeBoundedRoom() {
        Log log = log(0, 1_000, 1_000);
        for (int offset = 0; offset < 1_000; offset++) {
            log.add(ORDERS_0, offset, "id-" + offset, "kind-" + offset + "x".repeat(1_000), "");
        }

        List<FaultTable.Row> rows = log.account().faults().rows();
        assertThat(rows).hasSizeLessThan(50);
        assertThat(rows).allMatch(row -> row.fault() == null || row.fault().length() < 70);
        assertThat(rows.stream().mapToLong(FaultTable.Row::total).sum()).isEqualTo(1_000);
    }
}
