package kafkademo.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads the records of a run with a plain Kafka client. */
final class Records {
    private static final ByteArrayDeserializer READ = new ByteArrayDeserializer();
    private static final ByteArraySerializer WRITE = new ByteArraySerializer();
    private static final Duration POLL = Duration.ofMillis(200);
    private static final int PATIENCE = 100;

    private final BenchBroker broker;

    Records(BenchBroker broker) {
        this.broker = broker;
    }

    /** Passes on every record that is in these topics now, up to the wanted number. */
    void read(Collection<String> topics, long wanted, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address(), "enable.auto.commit", false);
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, READ, READ)) {
            List<TopicPartition> partitions = broker.partitions(topics);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long left = Math.min(
                    wanted,
                    consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum());
            for (int empty = 0; left > 0 && empty < PATIENCE; ) {
                var polled = consumer.poll(POLL);
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    if (left-- > 0) {
                        sink.accept(record);
                    }
                }
                empty = polled.isEmpty() ? empty + 1 : 0;
            }
            if (left > 0) {
                throw new BenchException("the broker did not return the last " + left + " records");
            }
        }
    }

    /** Copies the records unchanged, including headers, into one topic. */
    void copy(Collection<String> topics, long wanted, String into) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.address(), "batch.size", 131_072, "buffer.memory", 67_108_864);
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, WRITE, WRITE)) {
            read(
                    topics,
                    wanted,
                    record -> producer.send(new ProducerRecord<>(
                            into, null, record.timestamp(), record.key(), record.value(), record.headers())));
        }
    }
}
