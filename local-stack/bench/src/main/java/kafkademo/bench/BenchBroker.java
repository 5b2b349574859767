package kafkademo.bench;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import kafkademo.localstack.Artifacts;
import kafkademo.localstack.FreePorts;
import kafkademo.localstack.KafkaProcess;
import kafkademo.localstack.RunFolder;
import kafkademo.localstack.ZooKeeperProcess;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** The broker that every measurement uses, with its ZooKeeper. */
final class BenchBroker implements AutoCloseable {
    /** The topics of the services. */
    static final List<String> TOPICS = List.of("orders", "payments", "inventory_updates", "user_activity");

    /** The topic of Kafka's own tools, which use only one. It has as many partitions as the four topics together. */
    static final String TOOL_TOPIC = "bench";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ZooKeeperProcess zooKeeper;
    private final KafkaProcess kafka;
    private Admin admin;
    private Layout layout = Layout.STACK;

    BenchBroker(Artifacts artifacts, RunFolder folder, FreePorts ports) {
        zooKeeper = new ZooKeeperProcess(artifacts, folder, ports.next(), line -> {});
        // Records must not expire before they are read. Whole topics are deleted instead.
        Map<String, String> keep = Map.of("log.retention.bytes", "-1", "log.segment.delete.delay.ms", "1000");
        kafka = new KafkaProcess(artifacts, folder, zooKeeper, ports.next(), keep, line -> {});
    }

    void start() throws InterruptedException {
        zooKeeper.start();
        Wait.until("ZooKeeper", LIMIT, zooKeeper::isReady);
        kafka.start();
        Wait.until("Kafka", LIMIT, kafka::isReady);
        admin = Admin.create(Map.of("bootstrap.servers", address()));
    }

    String address() {
        return kafka.address();
    }

    /** Recreates all topics, which also frees disk space. The services use the topics as they find them. */
    void freshTopics(Layout wanted) throws InterruptedException {
        layout = wanted;
        List<String> all = Stream.concat(TOPICS.stream(), Stream.of(TOOL_TOPIC)).toList();
        List<String> existing = topicNames().stream().filter(all::contains).toList();
        get(admin.deleteTopics(existing).all());
        Wait.until("topics to go", LIMIT, () -> topicNames().stream().noneMatch(all::contains));
        Wait.until("topics", LIMIT, () -> createMissing(all));
        // Returns once every partition has a leader.
        records(all);
    }

    /** Returns whether all topics exist. A topic can't be created while its predecessor is still being deleted. */
    private boolean createMissing(List<String> topics) {
        Collection<String> existing = topicNames();
        List<NewTopic> missing = topics.stream()
                .filter(name -> !existing.contains(name))
                .map(name -> new NewTopic(name, Optional.of(partitionsOf(name)), Optional.empty()))
                .toList();
        try {
            get(admin.createTopics(missing).all());
            return true;
        } catch (BenchException e) {
            return false;
        }
    }

    /** Returns the number of records written to these topics so far. */
    long records(Collection<String> topics) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions(topics).forEach(partition -> asked.put(partition, OffsetSpec.latest()));
        return get(admin.listOffsets(asked).all()).values().stream()
                .mapToLong(found -> found.offset())
                .sum();
    }

    List<TopicPartition> partitions(Collection<String> topics) {
        return topics.stream()
                .flatMap(topic ->
                        IntStream.range(0, partitionsOf(topic)).mapToObj(index -> new TopicPartition(topic, index)))
                .toList();
    }

    private int partitionsOf(String topic) {
        return topic.equals(TOOL_TOPIC) ? layout.inAll() : layout.partitionsOf(topic);
    }

    private Collection<String> topicNames() {
        return get(admin.listTopics().names());
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new BenchException("the broker refused", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
        if (kafka.child() != null) {
            kafka.child().kill();
        }
        if (zooKeeper.child() != null) {
            zooKeeper.child().kill();
        }
    }
}
