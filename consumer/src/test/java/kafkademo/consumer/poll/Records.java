package kafkademo.consumer.poll;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import javax.management.Attribute;
import kafkademo.common.metrics.Bean;
import kafkademo.consumer.decode.Events;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Makes records as a poll returns them. */
final class Records {
    private Records() {}

    static double read(Bean bean, String attribute) {
        Attribute found =
                (Attribute) bean.getAttributes(new String[] {attribute}).get(0);
        return ((Number) found.getValue()).doubleValue();
    }

    static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    static ConsumerRecord<byte[], byte[]> record(String topic, int partition, long offset, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                topic,
                partition,
                offset,
                1_000,
                TimestampType.CREATE_TIME,
                key == null ? -1 : key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new RecordHeaders(),
                Optional.of(3));
    }

    static ConsumerRecord<byte[], byte[]> record(TopicPartition partition, long offset) {
        return record(partition.topic(), partition.partition(), offset, null, bytes(Events.EXPECTED));
    }
}
