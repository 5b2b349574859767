package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import kafkademo.testing.Position;
import kafkademo.testing.StrictJson;
import kafkademo.testing.TextLine;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Compares the records on the broker with what both services report. */
@ExtendWith(BrokerExtension.class)
class WireIT {
    private static final int RATE = 1_000;
    private static final double ERROR_RATE = 0.3;
    private static final int MESSAGES = 4_000;

    private final TestBroker broker;

    WireIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void producerAndConsumerReportExactlyTheRecordsOnTheBroker() {
        Map<String, String> asked =
                Map.of("MESSAGES_PER_SECOND", "" + RATE, "ERROR_RATE", "" + ERROR_RATE, "SEED", "7");
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "wire"));
                ServiceRun producer = ServiceRun.producer(broker, asked)) {
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThanOrEqualTo(MESSAGES));
            producer.stop();
            List<ConsumerRecord<byte[], byte[]>> records = broker.read(TestBroker.TOPICS);
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSameSizeAs(records));
            consumer.stop();

            assertSentIsTrue(producer, records);
            assertEventsAreDated(records);
            assertHandledIsTrue(consumer, records);
        }
    }

    @Test
    void aSeedDeterminesEachPartitionsEventsAndFaultsAtAnyRate() {
        Map<TopicPartition, List<String>> slowly = eventsByPartition(5_000);
        Map<TopicPartition, List<String>> quickly = eventsByPartition(60_000);

        assertThat(quickly).containsOnlyKeys(slowly.keySet());
        slowly.forEach((partition, events) -> {
            List<String> others = quickly.get(partition);
            int length = Math.min(events.size(), others.size());
            assertThat(length).as("events in %s", partition).isGreaterThan(10);
            assertThat(others.subList(0, length)).as("%s", partition).isEqualTo(events.subList(0, length));
        });
    }

    private Map<TopicPartition, List<String>> eventsByPartition(int rate) {
        broker.freshTopics();
        Map<String, String> asked = Map.of("MESSAGES_PER_SECOND", "" + rate, "SEED", "8");
        try (ServiceRun producer = ServiceRun.producer(broker, asked)) {
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThanOrEqualTo(MESSAGES));
            producer.stop();
        }
        return broker.read(TestBroker.TOPICS).stream()
                .collect(Collectors.groupingBy(
                        record -> new TopicPartition(record.topic(), record.partition()),
                        Collectors.mapping(WireIT::event, Collectors.toList())));
    }

    private static String event(ConsumerRecord<byte[], byte[]> record) {
        boolean faulty = record.headers().lastHeader("injected_fault") != null;
        return text(record, "event_id") + (faulty ? " " + text(record, "injected_fault") : "");
    }

    private static void assertSentIsTrue(ServiceRun producer, List<ConsumerRecord<byte[], byte[]>> records) {
        Set<Position> malformed = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            boolean injected = record.headers().lastHeader("injected_fault") != null;
            assertThat(StrictJson.accepts(record.value()))
                    .as("%s is accepted by a strict parser", Position.of(record))
                    .isEqualTo(!injected);
            assertThat(record.key()).isNotEmpty();
            assertThat(text(record, "event_type")).isNotEmpty();
            assertThat(text(record, "event_id")).isNotEmpty();
            if (injected) {
                malformed.add(Position.of(record));
            }
        }
        // Four standard deviations.
        double deviation = Math.sqrt(ERROR_RATE * (1 - ERROR_RATE) / records.size());
        assertThat((double) malformed.size() / records.size()).isCloseTo(ERROR_RATE, within(4 * deviation));
        assertThat(producer.sent()).hasSameSizeAs(records);
        assertThat(producer.lines("sent malformed"))
                .extracting(TextLine::position)
                .containsExactlyInAnyOrderElementsOf(malformed);
        assertThat(producer.summary().number("acknowledged")).isEqualTo(records.size());
        assertThat(producer.summary().number("malformed")).isEqualTo(malformed.size());
        assertThat(producer.summary().number("failed")).isZero();
    }

    /** Checks that an event is dated before its message, and not before an earlier event in its partition. */
    private static void assertEventsAreDated(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<TopicPartition, Long> latest = new HashMap<>();
        Set<Long> times = new HashSet<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (StrictJson.accepts(record.value())) {
                long time = occurredAt(record);
                Long before = latest.put(new TopicPartition(record.topic(), record.partition()), time);
                assertThat(time)
                        .as("occurred_at of %s", Position.of(record))
                        .isBetween(before == null ? 0 : before, record.timestamp());
                times.add(time);
            }
        }
        assertThat(times).as("moments at which something happened").hasSizeGreaterThan(10);
    }

    private static long occurredAt(ConsumerRecord<byte[], byte[]> record) {
        String document = new String(record.value(), StandardCharsets.UTF_8);
        String time =
                StrictJson.parse(document).getAsJsonObject().get("occurred_at").getAsString();
        return Instant.parse(time).toEpochMilli();
    }

    private static void assertHandledIsTrue(ServiceRun consumer, List<ConsumerRecord<byte[], byte[]>> records) {
        Set<Position> good = new HashSet<>();
        Set<Position> bad = new HashSet<>();
        records.forEach(record -> (StrictJson.accepts(record.value()) ? good : bad).add(Position.of(record)));

        assertThat(consumer.lines("processed")).extracting(TextLine::position).hasSameElementsAs(good);
        assertThat(consumer.lines("JSON decode error"))
                .extracting(TextLine::position)
                .hasSameElementsAs(bad);
        assertThat(consumer.summary().number("processed")).isEqualTo(good.size());
        assertThat(consumer.summary().number("decode_errors")).isEqualTo(bad.size());
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String header) {
        Header found = record.headers().lastHeader(header);
        assertThat(found).as("header %s of %s", header, Position.of(record)).isNotNull();
        return new String(found.value(), StandardCharsets.UTF_8);
    }
}
