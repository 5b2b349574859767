package kafkademo.composetests;

import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import kafkademo.testing.Position;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.quota.ClientQuotaFilter;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Reads the stack's broker at its published port, as a program on this machine does. */
final class Broker {
    static final List<String> TOPICS = List.of("orders", "payments", "inventory_updates", "user_activity");

    private static final String ADDRESS = "127.0.0.1:9092";
    private static final String GROUP = "observability-demo";
    private static final int PARTITIONS = 3;

    /** A record's position and, if it was sent malformed, the kind of fault. */
    record Sent(Position position, String injectedFault) {}

    private Broker() {}

    private static <T> T ask(Function<Admin, KafkaFuture<T>> question) {
        Map<String, Object> properties = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, ADDRESS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000);
        try (Admin admin = Admin.create(properties)) {
            return question.apply(admin).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<TopicPartition> partitions() {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : TOPICS) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        return partitions;
    }

    /** Returns the end offsets of the twelve partitions. */
    static Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        ask(admin -> admin.listOffsets(
                                partitions().stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                        .all())
                .forEach((partition, info) -> ends.put(partition, info.offset()));
        return ends;
    }

    /** Returns the sum of the group's committed offsets over all partitions. */
    static long committed() {
        return ask(admin -> admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata()).values().stream()
                .mapToLong(offset -> offset.offset())
                .sum();
    }

    static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Waits until the consumers have committed everything. Nothing may be sent meanwhile. */
    static void awaitDrained() {
        long end = sum(ends());
        await("everything consumed").until(() -> committed() == end);
    }

    /** Waits until a message that was sent after this call has been consumed and committed. */
    static void awaitFlow() {
        long end = sum(ends());
        await("messages flow").until(() -> committed() > end);
    }

    /** Sets the group's offset of a partition back by a number of records. The group must have no member. */
    static void rewind(String topic, int partition, long records) {
        TopicPartition where = new TopicPartition(topic, partition);
        long committed = ask(admin -> admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata())
                .get(where)
                .offset();
        ask(admin -> admin.alterConsumerGroupOffsets(GROUP, Map.of(where, new OffsetAndMetadata(committed - records)))
                .all());
    }

    /** Sends one record. */
    static void send(String topic, int partition, String value) {
        try (Producer<byte[], byte[]> producer = producer(Map.of())) {
            send(producer, topic, partition, value);
        }
    }

    /** Sends one record in a transaction that stays open until it is closed, which aborts it, or for ten minutes. */
    static Transaction openTransaction(String topic, int partition) {
        Producer<byte[], byte[]> producer = producer(Map.of(
                ProducerConfig.TRANSACTIONAL_ID_CONFIG, "open", ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 600_000));
        producer.initTransactions();
        producer.beginTransaction();
        send(producer, topic, partition, "{}");
        return () -> {
            producer.abortTransaction();
            producer.close();
        };
    }

    /** An open transaction. */
    interface Transaction extends AutoCloseable {
        @Override
        void close();
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new HashMap<>(more);
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, ADDRESS);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static void send(Producer<byte[], byte[]> producer, String topic, int partition, String value) {
        try {
            producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes(StandardCharsets.UTF_8)))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Returns what somebody has configured: the four topics' own settings, and all quotas. */
    static String overrides() {
        List<ConfigResource> topics = TOPICS.stream()
                .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                .toList();
        List<String> settings = new ArrayList<>();
        ask(admin -> admin.describeConfigs(topics).all())
                .forEach((topic, config) -> config.entries().stream()
                        .filter(entry -> entry.source() == ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG)
                        .forEach(entry -> settings.add(topic.name() + " " + entry.name() + "=" + entry.value())));
        settings.sort(null);
        return settings + " "
                + ask(admin ->
                        admin.describeClientQuotas(ClientQuotaFilter.all()).entities());
    }

    /** Returns the partitions of each member of the consumer group. */
    static List<List<TopicPartition>> assignments() {
        return ask(admin -> admin.describeConsumerGroups(List.of(GROUP))
                        .describedGroups()
                        .get(GROUP))
                .members()
                .stream()
                .map(MemberDescription::assignment)
                .map(assignment -> List.copyOf(assignment.topicPartitions()))
                .toList();
    }

    /** Returns every record from {@code begins} to the current ends of the partitions. */
    static List<Sent> read(Map<TopicPartition, Long> begins) {
        Map<TopicPartition, Long> ends = ends();
        List<Sent> records = new ArrayList<>();
        Map<String, Object> properties = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, ADDRESS,
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName(),
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(properties)) {
            consumer.assign(begins.keySet());
            begins.forEach(consumer::seek);
            await("all records read").pollInSameThread().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> records.add(sent(record)));
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return records;
    }

    private static Sent sent(ConsumerRecord<byte[], byte[]> record) {
        Header fault = record.headers().lastHeader("injected_fault");
        return new Sent(
                new Position(record.topic(), record.partition(), record.offset()),
                fault == null ? null : new String(fault.value(), StandardCharsets.UTF_8));
    }
}
