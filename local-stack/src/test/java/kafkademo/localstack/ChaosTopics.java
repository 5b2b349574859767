package kafkademo.localstack;

import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import kafkademo.localstack.ChaosEvidence.Commit;
import kafkademo.localstack.ChaosEvidence.Stored;
import kafkademo.testing.Position;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What a chaos run does to the topics and to the group, past the services. */
final class ChaosTopics {
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** A header of the records that nobody must read. */
    private static final String ABORTED = "aborted";

    /** Keys of committed offsets have this version or an earlier one. Later ones are about the group's members. */
    private static final int LAST_OFFSET_KEY = 1;

    private final TestBroker broker;
    private final Admin admin;

    ChaosTopics(TestBroker broker) {
        this.broker = broker;
        this.admin = broker.admin();
    }

    /** How a transaction ends. */
    enum Ending {
        COMMITTED,
        ABORTED,
        /** Its writer goes away, and the broker aborts it some seconds later. */
        ABANDONED
    }

    /** Writes a transaction. Returns the positions of its records. */
    List<Position> writeTransaction(String topic, int records, Ending ending) {
        // One that is to be ended must not be aborted before that because the machine is busy.
        int timeout = ending == Ending.ABANDONED ? 10_000 : 60_000;
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                broker.address(),
                "transactional.id",
                "chaos-" + ending,
                "transaction.timeout.ms",
                timeout);
        ByteArraySerializer bytes = new ByteArraySerializer();
        KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes);
        try {
            producer.initTransactions();
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = IntStream.range(0, records)
                    .mapToObj(i -> producer.send(inTransaction(topic, "key-" + i, ending)))
                    .toList();
            producer.flush();
            List<Position> positions = new ArrayList<>();
            for (Future<RecordMetadata> metadata : sent) {
                RecordMetadata written = TestBroker.join(metadata::get);
                positions.add(Position.of(written));
            }
            if (ending == Ending.COMMITTED) {
                producer.commitTransaction();
            } else if (ending == Ending.ABORTED) {
                producer.abortTransaction();
            }
            return positions;
        } finally {
            // Without any time left it does not end the transaction that is open.
            producer.close(ending == Ending.ABANDONED ? Duration.ZERO : LIMIT);
        }
    }

    private static ProducerRecord<byte[], byte[]> inTransaction(String topic, String key, Ending ending) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), HostileRecord.GOOD);
        if (ending != Ending.COMMITTED) {
            record.headers().add(ABORTED, null);
        }
        return record;
    }

    /** Writes hostile records. Returns their positions. */
    List<Position> writeHostile(String topic) {
        return broker.write(HostileRecord.ALL.stream()
                .map(hostile -> HostileRecord.record(topic, null, hostile.name(), hostile.value()))
                .toList());
    }

    /** Adds a partition to a topic. */
    void addPartition(String topic) {
        int count = 1 + partitions(topic);
        awaitChange(() -> {
            if (partitions(topic) < count) {
                TestBroker.join(() -> admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(count)))
                        .all()
                        .get());
            }
            return partitions(topic) == count;
        });
    }

    private int partitions(String topic) {
        return describe(Set.of(topic)).get(topic).partitions().size();
    }

    /**
     * Tries until a change is made. A broker whose session with ZooKeeper has just ended refuses changes, and so does a group with a
     * member that was killed, until the member's session ends.
     */
    private static void awaitChange(Callable<Boolean> change) {
        await().atMost(LIMIT).ignoreException(IllegalStateException.class).until(change);
    }

    /**
     * Moves the group's offsets of a topic back.
     *
     * @return the group's offsets of all topics, after that
     */
    Map<TopicPartition, Long> rewind(String topic, long records) {
        Map<TopicPartition, Long> offsets = broker.committed(ChaosStack.GROUP);
        offsets.replaceAll(
                (partition, offset) -> partition.topic().equals(topic) ? Math.max(0, offset - records) : offset);
        Map<TopicPartition, OffsetAndMetadata> changed = offsets.entrySet().stream()
                .filter(entry -> entry.getKey().topic().equals(topic))
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue())));
        awaitChange(() -> {
            TestBroker.join(() -> admin.alterConsumerGroupOffsets(ChaosStack.GROUP, changed)
                    .all()
                    .get());
            return true;
        });
        return offsets;
    }

    /** Deletes a topic and waits until there is a new one. Either this or the producer creates it. */
    void recreate(String topic) {
        Uuid old = describe(Set.of(topic)).get(topic).topicId();
        awaitChange(() -> {
            // While the old topic is being deleted, or once the producer has created a new one, creating is refused.
            if (topicId(topic).equals(old)) {
                TestBroker.join(() -> admin.deleteTopics(Set.of(topic)).all().get());
            }
            return !topicId(topic).equals(old);
        });
        broker.create(Set.of(topic));
    }

    private Uuid topicId(String topic) {
        if (!TestBroker.join(() -> admin.listTopics().names().get()).contains(topic)) {
            NewTopic wanted = new NewTopic(topic, Optional.of(TestBroker.PARTITIONS), Optional.empty());
            TestBroker.join(() -> admin.createTopics(Set.of(wanted)).all().get());
        }
        return describe(Set.of(topic)).get(topic).topicId();
    }

    /** Returns whether the group has committed the end of each partition of these topics. */
    boolean areDrained(Collection<String> topics) {
        Map<TopicPartition, Long> committed = broker.committed(ChaosStack.GROUP);
        return ends(topics).entrySet().stream()
                .allMatch(end -> end.getValue().equals(committed.getOrDefault(end.getKey(), 0L)));
    }

    /** Returns the end offset of each partition. */
    Map<TopicPartition, Long> ends(Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        describe(topics)
                .forEach((topic, description) -> description
                        .partitions()
                        .forEach(partition ->
                                latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        TestBroker.join(() -> admin.listOffsets(latest).all().get())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private Map<String, TopicDescription> describe(Collection<String> topics) {
        return TestBroker.join(
                () -> admin.describeTopics(topics).allTopicNames().get());
    }

    /** Returns everything that the topics hold, whether it was committed or not. */
    List<Stored> read() {
        List<Stored> stored = new ArrayList<>();
        read(TestBroker.TOPICS, record -> stored.add(stored(record)));
        return stored;
    }

    /** Returns what the group has ever committed, from the topic in which the broker keeps it. */
    List<Commit> commits() {
        List<Commit> commits = new ArrayList<>();
        read(Set.of("__consumer_offsets"), record -> {
            ByteBuffer key = ByteBuffer.wrap(record.key());
            if (key.getShort() <= LAST_OFFSET_KEY && string(key).equals(ChaosStack.GROUP)) {
                TopicPartition partition = new TopicPartition(string(key), key.getInt());
                // The value begins with a version of two bytes.
                Long offset = record.value() == null
                        ? null
                        : ByteBuffer.wrap(record.value()).getLong(Short.BYTES);
                commits.add(new Commit(Instant.ofEpochMilli(record.timestamp()), partition, offset));
            }
        });
        return commits;
    }

    private static String string(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.getShort()];
        buffer.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void read(Collection<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> sink) {
        Map<TopicPartition, Long> ends = ends(topics);
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.address(), "auto.offset.reset", "earliest");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            consumer.assign(ends.keySet());
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(sink);
                return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
    }

    private static Stored stored(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader("event_id");
        String eventId = id == null ? null : new String(id.value(), StandardCharsets.UTF_8);
        boolean aborted = record.headers().lastHeader(ABORTED) != null;
        return new Stored(Position.of(record), eventId, record.timestamp(), aborted);
    }
}
