package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafkademo.testing.Position;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker for all tests, with the operations of a plain Kafka client. */
final class TestBroker implements AutoCloseable {
    static final List<String> TOPICS = List.of("orders", "payments", "inventory_updates", "user_activity");
    static final int PARTITIONS = 3;

    // Short times, because tests wait for them whenever they kill the broker or a consumer.
    private static final Map<String, String> OVERRIDES =
            Map.of("zookeeper.session.timeout.ms", "3000", "group.min.session.timeout.ms", "1000");

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Artifacts artifacts = Artifacts.under(Path.of(System.getProperty("project.root")));
    private final RunFolder folder = RunFolder.create();
    private final FreePorts ports = new FreePorts();
    private final ZooKeeperProcess zooKeeper = new ZooKeeperProcess(artifacts, folder, ports.next(), line -> {});
    private final WrongListeners wrongListeners = new WrongListeners(ports);
    private final KafkaProcess kafka;
    private final Admin admin;
    private final Set<String> created = new HashSet<>();

    TestBroker() {
        this(address -> Map.of());
    }

    /** Starts a broker with more properties, which may depend on its address. */
    TestBroker(Function<String, Map<String, String>> more) {
        int port = ports.next();
        Map<String, String> overrides = new HashMap<>(OVERRIDES);
        overrides.putAll(wrongListeners.properties("127.0.0.1:" + port));
        overrides.putAll(more.apply("127.0.0.1:" + port));
        kafka = new KafkaProcess(artifacts, folder, zooKeeper, port, overrides, line -> {});
        startZooKeeper();
        start();
        admin = Admin.create(Map.of("bootstrap.servers", address()));
    }

    Artifacts artifacts() {
        return artifacts;
    }

    String address() {
        return kafka.address();
    }

    String zooKeeperAddress() {
        return zooKeeper.address();
    }

    WrongListeners wrongListeners() {
        return wrongListeners;
    }

    Admin admin() {
        return admin;
    }

    /** Starts the broker unless it is running. It keeps the data of an earlier start. */
    void start() {
        if (kafka.child() != null && kafka.child().isAlive()) {
            return;
        }
        await().atMost(LIMIT).until(kafka::isForgotten);
        kafka.start();
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast("ended", kafka.child()::requireAlive)
                .until(kafka::isReady);
    }

    /** Stops the broker cleanly. */
    void stop() {
        kafka.child().terminate();
        assertThat(kafka.child().awaitEnd(LIMIT)).isTrue();
    }

    /** Kills the broker. */
    void kill() {
        kafka.child().kill();
    }

    /** Starts ZooKeeper. It keeps the data of an earlier start. */
    void startZooKeeper() {
        zooKeeper.start();
        await().atMost(LIMIT).failFast("ended", zooKeeper.child()::requireAlive).until(zooKeeper::isReady);
    }

    /** Returns the broker's process. */
    Child process() {
        return kafka.child();
    }

    /** Returns ZooKeeper's process. */
    Child zooKeeperProcess() {
        return zooKeeper.child();
    }

    /** Recreates the four topics, so that a test sees nothing of an earlier one. */
    void freshTopics() {
        delete(TOPICS);
        create(TOPICS);
    }

    /** Deletes those of the topics that were created here, and waits until they are gone. */
    void delete(Collection<String> topics) {
        Set<String> existing = new HashSet<>(topics);
        existing.retainAll(created);
        // A broker that has just started may answer before it knows its own topics.
        await().atMost(LIMIT).ignoreException(IllegalStateException.class).until(() -> haveLeaders(existing));
        join(() -> admin.deleteTopics(existing).all().get());
        await().atMost(LIMIT).until(() -> topicNames().stream().noneMatch(topics::contains));
        created.removeAll(topics);
    }

    /** Creates those of the topics that don't exist, and waits until all of them can be written to. */
    void create(Collection<String> topics) {
        // A topic that is no longer listed may still be being deleted. Creating it is refused until it is gone.
        await().atMost(LIMIT).ignoreException(IllegalStateException.class).until(() -> {
            Set<String> missing = new HashSet<>(topics);
            missing.removeAll(topicNames());
            List<NewTopic> wanted = missing.stream()
                    .map(name -> new NewTopic(name, Optional.of(PARTITIONS), Optional.empty()))
                    .toList();
            join(() -> admin.createTopics(wanted).all().get());
            return haveLeaders(topics);
        });
        created.addAll(topics);
    }

    private boolean haveLeaders(Collection<String> topics) {
        return join(() -> admin.describeTopics(topics).allTopicNames().get()).values().stream()
                .allMatch(TestBroker::hasLeaders);
    }

    private static boolean hasLeaders(TopicDescription topic) {
        return topic.partitions().size() >= PARTITIONS
                && topic.partitions().stream().allMatch(partition -> partition.leader() != null);
    }

    private Set<String> topicNames() {
        return join(() -> admin.listTopics().names().get());
    }

    /** Returns all records in the given topics. */
    List<ConsumerRecord<byte[], byte[]>> read(Collection<String> topics) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        List<TopicPartition> partitions =
                topics.stream().flatMap(TestBroker::partitionsOf).toList();
        Map<String, Object> settings = Map.of("bootstrap.servers", address(), "auto.offset.reset", "earliest");
        ByteArrayDeserializer bytes = new ByteArrayDeserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(settings, bytes, bytes)) {
            consumer.assign(partitions);
            long total = consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            await().atMost(LIMIT).pollInterval(Duration.ofMillis(1)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= total;
            });
        }
        return records;
    }

    private static Stream<TopicPartition> partitionsOf(String topic) {
        return IntStream.range(0, PARTITIONS).mapToObj(partition -> new TopicPartition(topic, partition));
    }

    /** Writes records one after the other, as any Kafka client could. Returns their positions. */
    List<Position> write(List<ProducerRecord<byte[], byte[]>> records) {
        return write(records, Map.of());
    }

    /** Writes records with a Kafka client that has these properties. Returns their positions. */
    List<Position> write(List<ProducerRecord<byte[], byte[]>> records, Map<String, Object> properties) {
        Map<String, Object> settings = new HashMap<>(properties);
        settings.put("bootstrap.servers", address());
        List<Position> positions = new ArrayList<>();
        ByteArraySerializer bytes = new ByteArraySerializer();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
            List<Future<RecordMetadata>> sent =
                    records.stream().map(producer::send).toList();
            producer.flush();
            for (Future<RecordMetadata> metadata : sent) {
                RecordMetadata written = join(metadata::get);
                positions.add(Position.of(written));
            }
        }
        return positions;
    }

    /** Returns the folder in which the broker keeps a partition's log. */
    Path logFolder(TopicPartition partition) {
        try (Stream<Path> files = Files.walk(folder.path())) {
            return files.filter(file -> file.endsWith(partition.toString()))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes transactions to the topic of the orders. Partition 0 ends with a committed one and partition 1 with an
     * aborted one. Partition 2 contains only an aborted one.
     *
     * @return the partitions' end offsets, each just after a marker
     */
    Map<TopicPartition, Long> writeInTransactions() {
        ByteArraySerializer bytes = new ByteArraySerializer();
        Map<String, Object> settings = Map.of("bootstrap.servers", address(), "transactional.id", "transactions");
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(settings, bytes, bytes)) {
            producer.initTransactions();
            for (List<Integer> partitions : List.of(List.of(0, 1), List.of(1, 2), List.of(0))) {
                producer.beginTransaction();
                for (int partition : partitions) {
                    producer.send(new ProducerRecord<>("orders", partition, null, new byte[] {'{', '}'}));
                }
                if (partitions.contains(2)) {
                    producer.flush();
                    producer.abortTransaction();
                } else {
                    producer.commitTransaction();
                }
            }
        }
        return Map.of(
                new TopicPartition("orders", 0), 4L,
                new TopicPartition("orders", 1), 4L,
                new TopicPartition("orders", 2), 2L);
    }

    /** Returns the committed offsets of a group. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        join(() -> admin.listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    /** A request that waits for the broker's answer. */
    @FunctionalInterface
    interface Request<T> {
        T get() throws InterruptedException, ExecutionException;
    }

    static <T> T join(Request<T> request) {
        try {
            return request.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
        kafka.child().kill();
        zooKeeper.child().kill();
        folder.close();
    }
}
