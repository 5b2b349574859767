package kafkademo.consumer.reconcile;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import kafkademo.consumer.decode.Decoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A broker's logs as a test writes them, and the account that is given of them. */
final class Log {
    static final TopicPartition ORDERS_0 = new TopicPartition("orders", 0);
    static final TopicPartition ORDERS_1 = new TopicPartition("orders", 1);
    static final TopicPartition PAYMENTS_0 = new TopicPartition("payments", 0);

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private GapCauses gapCauses = partition -> Set.of();

    /** A partition; {@code committed} below 0 means that the group has committed nothing. */
    Log partition(TopicPartition partition, long start, long committed, long end) {
        spans.add(new Span(partition, start, committed < 0 ? OptionalLong.empty() : OptionalLong.of(committed), end));
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

    Log gapsAreBecauseOf(GapCauses causes) {
        gapCauses = causes;
        return this;
    }

    List<ConsumerRecord<byte[], byte[]>> records(TopicPartition partition) {
        return records.get(partition);
    }

    Account account() {
        return account(1 << 20);
    }

    /** Gives every record to the account as the reader would. */
    Account account(long idBudget) {
        Account account = new Account(new Snapshot(List.copyOf(spans)), new Decoder(), idBudget);
        pass(account.first());
        for (int pass = 1; pass < account.passes(); pass++) {
            pass(account.again(pass));
        }
        account.explainGaps(gapCauses);
        return account;
    }

    private void pass(Map<TopicPartition, ? extends PartitionSink> sinks) {
        sinks.forEach((partition, sink) -> {
            records.get(partition).forEach(sink::record);
            sink.end();
        });
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
