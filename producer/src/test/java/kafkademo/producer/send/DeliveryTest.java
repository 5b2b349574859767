package kafkademo.producer.send;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import kafkademo.common.Topic;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.message.MessageSource.Message;
import kafkademo.producer.send.Delivery.Refusal;
import kafkademo.testing.RecordingLog;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final RecordMetadata METADATA =
            new RecordMetadata(new TopicPartition("user_activity", 2), 40, 1, 1_000, 9, 20);

    private final ProducerMetrics metrics = new ProducerMetrics(System::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN", "ERROR");
    private final LineBudget sentLines = new LineBudget(() -> 2, () -> 0);
    private final LineBudget malformedLines = new LineBudget(() -> 1, () -> 0);
    private final Delivery.Reporting reporting =
            new Delivery.Reporting(metrics, new Log(log.logger()), sentLines, malformedLines);

    private Headers headers;

    private Message message(Optional<FaultKind> fault) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>("user_activity", "session 1".getBytes(US_ASCII), new byte[20]);
        headers = record.headers();
        return Messages.message(record, fault);
    }

    private Delivery delivery() {
        return new Delivery(reporting, message(Optional.empty()), System.nanoTime());
    }

    private Delivery malformed() {
        return new Delivery(reporting, message(Optional.of(FaultKind.TRUNCATED)), System.nanoTime());
    }

    private Delivery drifted() {
        Message message = message(Optional.empty());
        headers.add("injected_drift", "wrong_type".getBytes(US_ASCII));
        return new Delivery(reporting, message, System.nanoTime());
    }

    private static void inAnotherThread(Runnable action) throws InterruptedException {
        Thread thread = new Thread(action);
        thread.start();
        thread.join();
    }

    private Map<String, Long> failures() {
        return metrics.failuresByCause().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        (Map.Entry<String, LongAdder> entry) -> entry.getValue().sum()));
    }

    @Test
    void countsAMessageAsAcknowledgedWhenItsCallbackSaysSo() {
        Delivery delivery = delivery();
        assertThat(delivery.sent()).isNull();
        assertThat(metrics.acknowledged()).isZero();
        assertThat(metrics.inFlight()).isEqualTo(1);

        delivery.onCompletion(METADATA, null);
        assertThat(metrics.acknowledged(Topic.USER_ACTIVITY)).isEqualTo(1);
        assertThat(metrics.acknowledged()).isEqualTo(1);
        assertThat(metrics.malformed()).isZero();
        assertThat(metrics.bytes()).isEqualTo(20);
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void anAcknowledgementBeforeTheSendReturnsLeavesNothingInFlight() {
        Delivery delivery = delivery();
        delivery.onCompletion(METADATA, null);
        assertThat(metrics.inFlight()).isZero();

        assertThat(delivery.sent()).isNull();
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void aRefusalWithinTheSendIsNotAFailure() {
        Delivery full = delivery();
        full.onCompletion(null, new BufferExhaustedException("full"));
        assertThat(full.sent()).isEqualTo(Refusal.BUFFER_FULL);

        Delivery unknown = delivery();
        unknown.onCompletion(null, new TimeoutException("Topic orders not present in metadata after 500 ms."));
        assertThat(unknown.sent()).isEqualTo(Refusal.TOPIC_UNKNOWN);
        assertThat(metrics.failed()).isZero();
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void aTimeoutFromTheNetworkThreadIsAFailure() throws InterruptedException {
        Delivery delivery = delivery();
        delivery.sent();
        inAnotherThread(() -> delivery.onCompletion(null, new TimeoutException("Expiring 1 record(s)")));

        assertThat(failures()).isEqualTo(Map.of("TimeoutException", 1L));
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void aTimeoutFromTheNetworkThreadIsAFailureEvenDuringTheSend() throws InterruptedException {
        Delivery delivery = delivery();
        inAnotherThread(() -> delivery.onCompletion(null, new TimeoutException("Expiring 1 record(s)")));

        assertThat(delivery.sent()).isNull();
        assertThat(failures()).isEqualTo(Map.of("TimeoutException", 1L));
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void countsOtherFailuresByCauseAndDoesNotLogEachOfThem() {
        for (int message = 0; message < 5; message++) {
            Delivery delivery = delivery();
            delivery.onCompletion(
                    null,
                    message < 3
                            ? new RecordTooLargeException("The message is " + message + " bytes")
                            : new KafkaException("Producer closed\nforcefully"));
            assertThat(delivery.sent()).isNull();
        }

        assertThat(metrics.failed()).isEqualTo(5);
        assertThat(failures()).isEqualTo(Map.of("RecordTooLargeException", 3L, "Producer closed forcefully", 2L));
        assertThat(log.lines()).isEmpty();
        assertThat(metrics.inFlight()).isZero();
    }

    @Test
    void namesTheRightThatIsMissing() {
        delivery().onCompletion(null, new TopicAuthorizationException(Set.of("orders")));

        assertThat(failures()).isEqualTo(Map.of("Write: Not authorized to access topics: [orders]", 1L));
    }

    @Test
    void theLinesTellWhereTheMessageWent() {
        delivery().onCompletion(METADATA, null);
        malformed().onCompletion(METADATA, null);

        String placed = " topic=user_activity partition=2 offset=41 key=\"session 1\" event_type=session_started"
                + " event_id=e-1 bytes=20 ack_ms=";
        assertThat(log.lines()).hasSize(2);
        assertThat(log.lines().get(0)).matches("INFO sent" + placed + "\\d+");
        assertThat(log.lines().get(1)).matches("WARN sent malformed" + placed + "\\d+ injected_fault=truncated");
        assertThat(metrics.malformed()).isEqualTo(1);
        assertThat(metrics.acknowledged()).isEqualTo(2);
    }

    @Test
    void aMessageWithOtherContentIsToldAndCounted() {
        drifted().onCompletion(METADATA, null);
        drifted().onCompletion(null, new RecordTooLargeException());
        delivery().onCompletion(METADATA, null);

        assertThat(log.lines().get(0))
                .startsWith("WARN sent drifted topic=user_activity partition=2 offset=41 ")
                .endsWith(" injected_drift=wrong_type");
        assertThat(metrics.drifted()).isEqualTo(1);
        assertThat(metrics.malformed()).isZero();
        assertThat(metrics.acknowledged()).isEqualTo(2);
    }

    @Test
    void malformedMessagesHaveALineBudgetOfTheirOwn() {
        for (int message = 0; message < 10; message++) {
            delivery().onCompletion(METADATA, null);
            malformed().onCompletion(METADATA, null);
        }

        assertThat(log.lines()).filteredOn(line -> line.startsWith("INFO sent")).hasSize(2);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN sent malformed"))
                .hasSize(1);
        assertThat(sentLines.suppressed()).isEqualTo(8);
        assertThat(malformedLines.suppressed()).isEqualTo(9);
        assertThat(metrics.acknowledged()).isEqualTo(20);
        assertThat(metrics.malformed()).isEqualTo(10);
    }

    @Test
    void theLineNamesATraceThatAnAgentAddsInsideTheSend() {
        Delivery delivery = delivery();
        headers.add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".getBytes(US_ASCII));
        delivery.sent();
        delivery.onCompletion(METADATA, null);

        assertThat(log.lines())
                .singleElement()
                .asString()
                .endsWith(" trace_id=4bf92f3577b34da6a3ce929d0e0e4736 span_id=00f067aa0ba902b7");
    }
}
