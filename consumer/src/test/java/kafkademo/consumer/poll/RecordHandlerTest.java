package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.Records.bytes;
import static kafkademo.consumer.poll.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import kafkademo.common.Topic;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.consumer.decode.Decoder;
import kafkademo.testing.RecordingLog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RecordHandlerTest {
    private static final byte[] ORDER = bytes(
            "{\"event_id\":\"e-1\",\"event_type\":\"order_confirmed\",\"occurred_at\":\"2026\",\"order_id\":\"o\","
                    + "\"shopper_id\":\"s\",\"session_id\":\"x\",\"total\":1.50,\"currency\":\"EUR\"}");

    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private String policy = RecordHandler.SKIP;
    private RecordingLog log = new RecordingLog("INFO", "WARN", "ERROR");
    private final LineBudget processedLines = new LineBudget(() -> 1_000, () -> 0);
    private final LineBudget errorLines = new LineBudget(() -> 1_000, () -> 0);

    private RecordHandler handler(LineBudget processed, LineBudget errors) {
        return new RecordHandler(
                new Decoder(), metrics, new Log(log.logger()), processed, errors, () -> 1_009, () -> policy, null);
    }

    private String lineOf(byte[] key, byte[] value) {
        handler(processedLines, errorLines).handle(record("orders", 2, 41, key, value), false);
        return log.lines().get(log.lines().size() - 1);
    }

    @Test
    void aProcessedRecordIsLoggedAsPromised() {
        assertThat(lineOf(bytes("o-17"), ORDER))
                .isEqualTo("INFO processed topic=orders partition=2 offset=41 key=o-17 event_type=order_confirmed"
                        + " event_id=e-1 bytes=149 age_ms=9");
        assertThat(metrics.topic(Topic.ORDERS).processed()).isEqualTo(1);
        assertThat(metrics.bytes()).isEqualTo(149);
        assertThat(metrics.decodeErrors()).isZero();
        assertThat(metrics.unexpectedEvents()).isZero();
    }

    @Test
    void anUnexpectedEventIsProcessedAndToldAndCountedAsOne() {
        String order = new String(ORDER, StandardCharsets.UTF_8).replace("1.50", "\"1.50\"");

        assertThat(lineOf(bytes("o-17"), bytes(order)))
                .isEqualTo(
                        "WARN unexpected event topic=orders partition=2 offset=41 key=o-17 event_type=order_confirmed"
                                + " event_id=e-1 unexpected=\"total is of type string, not number\" bytes=151 age_ms=9");
        assertThat(metrics.topic(Topic.ORDERS).processed()).isEqualTo(1);
        assertThat(metrics.topic(Topic.ORDERS).unexpectedEvents()).isEqualTo(1);
        assertThat(metrics.decodeErrors()).isZero();
        assertThat(metrics.handled()).isEqualTo(1);
    }

    @Test
    void fieldsThatTheRecordLacksAreLeftOut() {
        assertThat(lineOf(null, bytes("{}")))
                .isEqualTo(
                        "WARN unexpected event topic=orders partition=2 offset=41 unexpected=\"no event_type\" bytes=2 age_ms=9");
        assertThat(lineOf(new byte[0], bytes("{\"event_id\":null}")))
                .isEqualTo(
                        "WARN unexpected event topic=orders partition=2 offset=41 key=\"\" unexpected=\"no event_type\""
                                + " bytes=17 age_ms=9");
    }

    @Test
    void aDecodeErrorIsLoggedAsPromised() {
        assertThat(lineOf(bytes("o-17"), bytes("{\"payment_id\": \"p\" \"x\":1}")))
                .isEqualTo("ERROR JSON decode error topic=orders partition=2 offset=41 error_type=syntax"
                        + " reason=\"Unexpected character ('\\\"' (code 34)): was expecting comma to separate Object"
                        + " entries\" line=1 column=20 bytes=25"
                        + " payload=\"{\\\"payment_id\\\": \\\"p\\\" \\\"x\\\":1}\"");
        assertThat(metrics.topic(Topic.ORDERS).decodeErrors()).isEqualTo(1);
        assertThat(metrics.bytes()).isEqualTo(25);
        assertThat(metrics.processed()).isZero();
    }

    @Test
    void aRecordThatBlocksIsNotHandledAndIsCountedAndLoggedOnlyTheFirstTime() {
        policy = RecordHandler.BLOCK;
        RecordHandler handler = handler(processedLines, errorLines);
        ConsumerRecord<byte[], byte[]> record = record("orders", 2, 41, null, bytes(" "));

        assertThat(handler.handle(record, false)).isEqualTo("only white space");
        assertThat(handler.handle(record, true)).isEqualTo("only white space");
        policy = RecordHandler.SKIP;
        assertThat(handler.handle(record, true)).isNull();

        assertThat(log.lines())
                .containsExactly("ERROR JSON decode error topic=orders partition=2 offset=41 error_type=empty"
                        + " reason=\"only white space\" bytes=1 payload=\" \" action=block");
        assertThat(metrics.decodeErrors()).isEqualTo(1);
        assertThat(metrics.bytes()).isEqualTo(1);
    }

    @Test
    void aPolicyDoesNotConcernAnEvent() {
        for (String any : RecordHandler.POLICIES) {
            policy = any;
            assertThat(handler(processedLines, errorLines).handle(record("orders", 2, 41, null, ORDER), false))
                    .isNull();
        }
        assertThat(metrics.processed()).isEqualTo(3);
    }

    @Test
    void anErrorWithoutALocationIsLoggedWithoutOne() {
        assertThat(lineOf(null, null))
                .isEqualTo("ERROR JSON decode error topic=orders partition=2 offset=41 error_type=null_value"
                        + " reason=\"null value\" bytes=0");
        assertThat(lineOf(null, new byte[0]))
                .isEqualTo("ERROR JSON decode error topic=orders partition=2 offset=41 error_type=empty"
                        + " reason=\"empty value\" bytes=0");
        assertThat(lineOf(null, bytes(" ")))
                .isEqualTo("ERROR JSON decode error topic=orders partition=2 offset=41 error_type=empty"
                        + " reason=\"only white space\" bytes=1 payload=\" \"");
    }

    @Test
    void aHostileRecordCannotForgeALineOrControlATerminal() {
        String hostile = "x\nERROR consumer - forged=\"1\"\u001b[31m\u202e\r";
        String escaped = "\"x\\nERROR consumer - forged=\\\"1\\\"\\u001b[31m\\u202e\\r\"";

        assertThat(lineOf(bytes(hostile), bytes(hostile)))
                .startsWith("ERROR JSON decode error topic=orders partition=2 offset=41 error_type=syntax reason=")
                .endsWith(" line=1 column=1 bytes=38 payload=" + escaped);
        assertThat(lineOf(bytes(hostile), bytes("{\"event_id\":\"a\\nb\\u001b\",\"event_type\":\"\\u2028\"}")))
                .isEqualTo("WARN unexpected event topic=orders partition=2 offset=41 key=" + escaped
                        + " event_type=\"\\u2028\" event_id=\"a\\nb\\u001b\""
                        + " unexpected=\"unknown event_type \\u2028\" bytes=47 age_ms=9");
    }

    @Test
    void textOfTheRecordIsCutAt120Characters() {
        String cut = "\"" + "x".repeat(119) + "…\"";

        assertThat(lineOf(null, bytes("x".repeat(1_000))))
                .contains(" payload=" + cut)
                .contains(" bytes=1000 ")
                .doesNotContain("x".repeat(120));
        assertThat(lineOf(
                        bytes("x".repeat(1_000)),
                        bytes("{\"event_id\":\"" + "x".repeat(1_000) + "\",\"event_type\":\"" + "x".repeat(1_000)
                                + "\"}")))
                .contains(" key=" + cut + " event_type=" + cut + " event_id=" + cut
                        + " unexpected=\"unknown event_type xx")
                .doesNotContain("x".repeat(120));
        assertThat(lineOf(null, bytes("x".repeat(120)))).endsWith(" payload=" + "x".repeat(120));
    }

    @Test
    void successesAndErrorsHaveSeparateBudgetsAndAllAreCounted() {
        LineBudget three = new LineBudget(() -> 3, () -> 0);
        LineBudget two = new LineBudget(() -> 2, () -> 0);
        RecordHandler handler = handler(three, two);
        for (int round = 0; round < 10; round++) {
            handler.handle(record("payments", 0, round, null, ORDER), false);
        }
        for (int round = 0; round < 7; round++) {
            handler.handle(record("payments", 0, round, null, bytes("{")), false);
        }

        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("INFO processed"))
                .hasSize(3);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("ERROR JSON decode error"))
                .hasSize(2);
        assertThat(log.lines()).hasSize(5);
        assertThat(metrics.topic(Topic.PAYMENTS).processed()).isEqualTo(10);
        assertThat(metrics.topic(Topic.PAYMENTS).decodeErrors()).isEqualTo(7);
        assertThat(metrics.handled()).isEqualTo(17);
        assertThat(three.suppressed()).isEqualTo(7);
        assertThat(two.suppressed()).isEqualTo(5);
    }

    @Test
    void aLineBelowTheLogLevelUsesNoBudget() {
        log = new RecordingLog("ERROR");
        handler(processedLines, errorLines).handle(record("orders", 0, 1, null, ORDER), false);

        assertThat(log.lines()).isEmpty();
        assertThat(metrics.processed()).isEqualTo(1);
        assertThat(processedLines.suppressed()).isZero();
    }

    @Test
    void noRecordMakesItThrow() {
        Random random = new Random(5);
        RecordHandler handler =
                handler(new LineBudget(() -> 1_000_000, () -> 0), new LineBudget(() -> 1_000_000, () -> 0));
        for (int round = 0; round < 3_000; round++) {
            byte[] key = new byte[random.nextInt(200)];
            byte[] value = new byte[random.nextInt(200)];
            random.nextBytes(key);
            random.nextBytes(value);
            handler.handle(record(Topic.names().get(round % 4), 0, round, key, value), false);
        }

        assertThat(metrics.handled()).isEqualTo(3_000);
        for (Topic topic : Topic.values()) {
            assertThat(metrics.topic(topic).processed() + metrics.topic(topic).decodeErrors())
                    .isEqualTo(750);
        }
        assertThat(List.copyOf(log.lines())).hasSize(3_000).allMatch(line -> line.matches("[\\P{Cntrl}]+"));
    }
}
