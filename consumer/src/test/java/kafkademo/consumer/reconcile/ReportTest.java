package kafkademo.consumer.reconcile;

import static kafkademo.consumer.reconcile.Log.ORDERS_0;
import static kafkademo.consumer.reconcile.Log.PAYMENTS_0;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import kafkademo.consumer.decode.Events;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private static Report report(Log log) {
        return new Report("demo group", Instant.parse("2026-01-01T00:00:00Z"), log.snapshot(), log.account(), false);
    }

    private static Log healthy() {
        Log log = new Log().partition(ORDERS_0, 0, 1_500, 1_502).partition(PAYMENTS_0, 7, 9, 9);
        for (int offset = 0; offset < 1_500; offset++) {
            log.add(ORDERS_0, offset, "o" + offset, null, Events.EXPECTED);
        }
        return log.add(ORDERS_0, 1_500, "w1", "empty", "")
                .add(ORDERS_0, 1_501, "w2", null, "{}")
                .add(PAYMENTS_0, 7, "p7", "truncated", "{")
                .add(PAYMENTS_0, 8, "p8", "empty", "");
    }

    private static Log broken() {
        return new Log()
                .partition(ORDERS_0, 2, -1, 8)
                .partition(PAYMENTS_0, 0, -1, 0)
                .add(ORDERS_0, 2, "a\nb", "truncated", "{}")
                .add(ORDERS_0, 3, "c", null, "{\"n\":1}")
                .add(ORDERS_0, 4, "c", null, "{\"n\":1}")
                .add(ORDERS_0, 5, "c", null, "{\"n\":2}")
                .add(ORDERS_0, 7, null, null, "<");
    }

    @Test
    void showsAHealthyStreamAsTwoTablesAndAVerdict() {
        assertThat(TextReport.lines(report(healthy())))
                .containsExactly(
                        "log against committed offsets group=\"demo group\" at=2026-01-01T00:00:00Z",
                        "",
                        "topic      sent  = processed  + decode errors  + waiting  (malformed)  missing  repeated  removed",
                        "orders    1,502        1,500                0          2            1        0         0        0",
                        "payments      2            0                2          0            0        0         0        7",
                        "total     1,504        1,500                2          2            1        0         0        7",
                        "",
                        "injected fault  event  empty  unexpected_end",
                        "none            1,500      -               -",
                        "empty               -      1               -",
                        "truncated           -      -               1",
                        "",
                        "Nothing lost, nothing repeated: each of the 1,504 records is processed, a decode error or waiting,"
                                + " and exactly those with injected_fault do not decode.",
                        "- Older records that have been removed from the log (by retention, or by hand) and can't be checked: 7.",
                        "- Handled means: below the offset that the group has committed. The services' own counters were not"
                                + " asked; what was handled after the last commit (once a second) counts as waiting.");
    }

    @Test
    void saysHowManyEventsAreUnexpected() {
        Log log = new Log()
                .partition(ORDERS_0, 0, 2, 3)
                .partition(PAYMENTS_0, 0, -1, 0)
                .add(ORDERS_0, 0, "a", null, "{}")
                .add(ORDERS_0, 1, "b", null, Events.EXPECTED)
                .add(ORDERS_0, 2, "c", null, "{}");

        assertThat(TextReport.lines(report(log)))
                .contains("- Processed events whose content is unexpected: valid JSON, but not as agreed: 1.");
        assertThat(report(log).explained()).isTrue();
    }

    @Test
    void showsEachDifferenceWithItsPlace() {
        List<String> lines = TextReport.lines(report(broken()));

        assertThat(lines)
                .contains(
                        "DIFFERENCE: records that carry injected_fault but decode as an event: 1",
                        "    topic=orders partition=0 offset=2 event_id=\"a\\nb\" injected_fault=truncated",
                        "DIFFERENCE: records that carry no injected_fault but are a decode error: 1",
                        "DIFFERENCE: records that are in the log again, with the same event_id and the same content: 1",
                        "    topic=orders partition=0 offset=4 event_id=c",
                        "DIFFERENCE: offsets inside a log that hold no record: 1",
                        "    topic=orders partition=0 offset=6 last_offset=6",
                        "Not everything is explained: 4 kinds of difference.",
                        "- The group has committed nothing: everything waits.")
                .anyMatch(line -> line.startsWith("    topic=orders partition=0 offset=7 error_type=syntax reason="))
                .anyMatch(line -> line.startsWith("- Repeated ids, ") && line.endsWith(": 1."))
                .anyMatch(line -> line.startsWith("- Records without an event_id, ") && line.endsWith(": 1."));
        assertThat(report(broken()).explained()).isFalse();
    }

    @Test
    void countsManyDifferencesAndShowsTheFirstTen() {
        Log log = new Log().partition(ORDERS_0, 0, 0, 25);
        for (int offset = 0; offset < 25; offset++) {
            log.add(ORDERS_0, offset, "o" + offset, "empty", "{}");
        }

        assertThat(TextReport.lines(report(log)))
                .contains(
                        "DIFFERENCE: records that carry injected_fault but decode as an event: 25",
                        "    (no more than 10 are shown)")
                .filteredOn(line -> line.startsWith("    topic="))
                .hasSize(10);
    }

    @Test
    void keepsHostileHeadersOnTheirLine() {
        Log log = new Log()
                .partition(ORDERS_0, 0, 3, 3)
                .add(ORDERS_0, 0, "x", "\033[31mred\r\n", "")
                .add(ORDERS_0, 1, "y", "none", "")
                .add(ORDERS_0, 2, "z", "", "");

        assertThat(TextReport.lines(report(log)))
                .contains(
                        "injected fault       event  empty",
                        "none                     -      -",
                        "\"\\u001b[31mred\\r\\n\"      -      1",
                        "\"none\"                   -      1",
                        "\"\"                       -      1");
    }

    @Test
    void holdsTheSameNumbersInJson() {
        JsonNode root = new JsonMapper().readTree(report(healthy()).toJson());

        assertThat(root.path("group").asString()).isEqualTo("demo group");
        assertThat(root.path("taken_at").asString()).isEqualTo("2026-01-01T00:00:00Z");
        assertThat(root.path("explained").asBoolean()).isTrue();
        assertThat(root.path("topics").size()).isEqualTo(2);
        assertThat(root.path("topics").get(1).toString())
                .isEqualTo("{\"topic\":\"payments\",\"sent\":2,\"processed\":0,\"decode_errors\":2,\"waiting\":0,"
                        + "\"waiting_malformed\":0,\"unexpected\":0,\"missing\":0,\"repeated\":0,\"repeated_ids\":0,\"removed\":7,\"dead_letters\":0,\"markers\":0,\"compacted\":0,"
                        + "\"without_id\":0,\"not_compared\":0}");
        assertThat(root.path("total").path("sent").asLong()).isEqualTo(1_504);
        assertThat(root.path("faults").toString())
                .isEqualTo("[{\"injected_fault\":null,\"records\":1500,\"events\":1500,\"decode_errors\":{}},"
                        + "{\"injected_fault\":\"empty\",\"records\":1,\"events\":0,\"decode_errors\":{\"empty\":1}},"
                        + "{\"injected_fault\":\"truncated\",\"records\":1,\"events\":0,"
                        + "\"decode_errors\":{\"unexpected_end\":1}}]");
        assertThat(root.path("partitions").get(0).toString())
                .isEqualTo("{\"topic\":\"orders\",\"partition\":0,\"start\":0,\"end\":1502,\"committed\":1500}");
        assertThat(root.path("differences").size()).isZero();
    }

    @Test
    void holdsTheDifferencesInJson() {
        JsonNode root = new JsonMapper().readTree(report(broken()).toJson());

        assertThat(root.path("explained").asBoolean()).isFalse();
        List<String> differences = new ArrayList<>();
        root.path("differences")
                .forEach(difference -> differences.add(difference.path("kind").asString()
                        + ' '
                        + difference.path("count").asLong()));
        assertThat(differences)
                .containsExactly("fault_decoded_as_event 1", "event_decoded_as_error 1", "missing 1", "repeated 1");
        assertThat(root.path("differences").get(0).path("examples").toString())
                .isEqualTo("[{\"topic\":\"orders\",\"partition\":0,\"offset\":2,\"event_id\":\"a\\nb\","
                        + "\"injected_fault\":\"truncated\"}]");
        assertThat(root.path("differences")
                        .get(2)
                        .path("examples")
                        .get(0)
                        .path("last_offset")
                        .asLong())
                .isEqualTo(6);
        assertThat(root.path("partitions").get(0).path("committed").isNull()).isTrue();
    }

    @Test
    void saysWhatOffsetsWithoutARecordAre() {
        Log markers = new Log().partition(ORDERS_0, 0, 2, 2).gaps(Count.MARKERS);
        Log compacted = new Log().partition(ORDERS_0, 0, 2, 2).gaps(Count.COMPACTED);
        Log tooLarge = new Log().partition(ORDERS_0, 0, 2, 2).gaps(Count.TOO_LARGE);

        assertThat(report(markers).notes())
                .contains("Offsets that hold the end of a transaction instead of a record: 2.")
                .noneMatch(note -> note.contains("aborted"));
        assertThat(new Report("g", Instant.EPOCH, markers.snapshot(), markers.account(), true).notes())
                .anyMatch(note -> note.startsWith("Records of aborted transactions are counted like all others"));
        assertThat(report(compacted).notes())
                .contains("Offsets that hold no record in a topic that the broker compacts: 2.");
        assertThat(TextReport.lines(report(tooLarge)))
                .contains(
                        "DIFFERENCE: offsets passed over, since their batch does not fit into memory: 2",
                        "    topic=orders partition=0 offset=0 last_offset=1");
    }
}
