package kafkademo.consumer.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Logs as a test writes them, and the account of them. */
final class Log {
    static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);
    static final TopicPartition PAYMENTS_0 = new TopicPartition("payments", 0);

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private Count gaps = Count.MISSING;

    /** A partition; {@code committed} below 0 means that the group has committed nothing. */
    Log partition(TopicPartition partition, long start, long committed, long end) {
        spans.add(new Span(
                partition.topic(), partition.partition(), start, end, committed < 0 ? null : (Long) committed));
        records.put(partition, new ArrayList<>());
        return this;
    }

    /** A record whose time stamp is its offset. */
    Log add(TopicPartition partition, long offset, String eventId, String fault, String value) {
        return add(record(partition, offset, offset, eventId, fault, value));
    }

    Log add(ConsumerRecord<byte[], byte[]> record) {
        records.get(new TopicPartition(record.topic(), record.partition())).add(record);
        return this;
    }

    /** Says why offsets without a record have none. */
    Log gaps(Count why) {
        gaps = why;
        return this;
    }

    List<Span> snapshot() {
        return List.copyOf(spans);
    }

    Account account() {
        return account(1 << 20);
    }

    /** Gives every record to the account as the reader would. */
    Account account(long memory) {
        long length =
                spans.stream().mapToLong(span -> span.end() - span.start()).sum();
        Account account = new Account(spans, new Repeats(length, memory));
        spans.forEach(span -> read(span, account));
        return account;
    }

    private void read(Span span, LogReader.Sink sink) {
        long next = span.start();
        for (ConsumerRecord<byte[], byte[]> record : records.get(span.topicPartition())) {
            if (next < record.offset()) {
                sink.absent(span, gaps, next, record.offset());
            }
            sink.record(span, record);
            next = record.offset() + 1;
        }
        if (next < span.end()) {
            sink.absent(span, gaps, next, span.end());
        }
    }

    static ConsumerRecord<byte[], byte[]> record(
            TopicPartition partition, long offset, long timestamp, String eventId, String fault, String value) {
        RecordHeaders headers = new RecordHeaders();
        if (eventId != null) {
            headers.add("event_id", bytes(eventId));
        }
        if (fault != null) {
            headers.add("injected_fault", bytes(fault));
        }
        byte[] bytes = value == null ? null : bytes(value);
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                timestamp,
                TimestampType.CREATE_TIME,
                -1,
                bytes == null ? -1 : bytes.length,
                null,
                bytes,
                headers,
                Optional.empty());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
