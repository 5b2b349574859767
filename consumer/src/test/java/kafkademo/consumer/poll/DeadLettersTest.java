package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.Records.bytes;
import static kafkademo.consumer.poll.Records.record;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import kafkademo.consumer.decode.DecodeErrorType;
import kafkademo.consumer.decode.Decoded;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class DeadLettersTest {
    private static final Instant NOW = Instant.parse("2026-11-26T20:00:00.123Z");
    private static final Decoded.Error ERROR = new Decoded.Error(DecodeErrorType.SYNTAX, "größer\nals \"x\"", 1, 7);

    private final List<String> ensured = new ArrayList<>();
    private MockProducer<byte[], byte[]> producer = acknowledging(true);
    private int connections;
    private String obstacle;
    private final DeadLetters letters = new DeadLetters(this::connect, this::ensure, InstantSource.fixed(NOW));

    private static MockProducer<byte[], byte[]> acknowledging(boolean atOnce) {
        return new MockProducer<>(atOnce, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private MockProducer<byte[], byte[]> connect() {
        connections++;
        return producer;
    }

    private String ensure(String topic) {
        ensured.add(topic);
        return obstacle;
    }

    private String send(long offset) {
        return letters.send(record("orders", 2, offset, bytes("key"), bytes("{")), ERROR);
    }

    private static List<String> headers(ProducerRecord<?, ?> letter) {
        return Stream.of(letter.headers().toArray())
                .map(header -> header.key() + '=' + text(header))
                .toList();
    }

    private static String text(Header header) {
        return header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    @Test
    void aLetterIsTheRecordWithFurtherHeaders() {
        ConsumerRecord<byte[], byte[]> record = record("orders", 2, 41, bytes("key"), bytes("{"));
        record.headers()
                .add("event_id", bytes("e-1"))
                .add("dead_letter_topic", bytes("forged"))
                .add("none", null);

        assertThat(letters.send(record, ERROR)).isNull();

        ProducerRecord<byte[], byte[]> letter = producer.history().get(0);
        assertThat(letter.topic()).isEqualTo("orders.dead-letter");
        assertThat(letter.key()).isEqualTo(bytes("key"));
        assertThat(letter.value()).isEqualTo(bytes("{"));
        assertThat(headers(letter))
                .containsExactly(
                        "event_id=e-1",
                        "dead_letter_topic=forged",
                        "none=null",
                        "dead_letter_reason=größer\nals \"x\"",
                        "dead_letter_error_type=syntax",
                        "dead_letter_topic=orders",
                        "dead_letter_partition=2",
                        "dead_letter_offset=41",
                        "dead_letter_at=2026-11-26T20:00:00.123Z");
        assertThat(record.headers()).hasSize(3);
    }

    @Test
    void keyAndValueMayBeMissing() {
        assertThat(letters.send(record("payments", 0, 0, null, null), ERROR)).isNull();

        assertThat(producer.history()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("payments.dead-letter");
            assertThat(letter.key()).isNull();
            assertThat(letter.value()).isNull();
        });
    }

    @Test
    void clientAndTopicAreMadeOnceAndNotBeforeTheyAreNeeded() {
        assertThat(connections).isZero();
        assertThat(send(1)).isNull();
        assertThat(send(2)).isNull();

        assertThat(connections).isEqualTo(1);
        assertThat(ensured).containsExactly("orders.dead-letter");
    }

    @Test
    void nothingIsSentToATopicThatCantBeCreated() {
        obstacle = "connection refused";
        assertThat(send(1)).isEqualTo("connection refused");
        assertThat(connections).isZero();

        obstacle = null;
        assertThat(send(1)).isNull();
        assertThat(ensured).hasSize(2);
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void aLateAcknowledgementCountsAndTheLetterIsNotSentAgain() {
        producer = acknowledging(false);
        assertThat(send(7)).isEqualTo("no acknowledgement in time");
        producer.completeNext();

        assertThat(send(7)).isNull();
        assertThat(producer.history()).hasSize(1);
    }

    @Test
    void aLetterThatFailedIsSentAgain() {
        producer = acknowledging(false);
        assertThat(send(7)).isEqualTo("no acknowledgement in time");
        producer.errorNext(new RecordTooLargeException("larger than the broker allows"));
        assertThat(send(7)).isEqualTo("larger than the broker allows");

        assertThat(send(7)).isEqualTo("no acknowledgement in time");
        assertThat(producer.history()).hasSize(2);
        assertThat(ensured).hasSize(2); // the topic may have gone
    }

    @Test
    void anAcknowledgementOfOneRecordDoesNotCountForTheNext() {
        producer = acknowledging(false);
        send(7);
        producer.completeNext();

        assertThat(send(8)).isEqualTo("no acknowledgement in time");
        assertThat(producer.history()).hasSize(2);
    }

    @Test
    void aClosedClientIsAnObstacleLikeAnyOther() {
        producer.close();

        assertThat(send(1)).isNotNull();
    }

    @Test
    void aLetterThatTheClientRefusesIsAnObstacleLikeAnyOther() {
        producer.sendException = new RecordTooLargeException("1 byte too long");
        assertThat(send(1)).isEqualTo("1 byte too long");
        producer.sendException = null;

        assertThat(send(1)).isNull();
    }
}
