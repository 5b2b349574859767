package kafkademo.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A single Kafka broker. After a restart it serves the same data on the same port. */
public final class KafkaProcess {
    private static final String MAIN_CLASS = "kafka.Kafka";
    private static final String BROKER_ID = "1";
    private static final List<String> JVM = List.of("-Xms256m", "-Xmx512m", "-XX:+UseG1GC", "-Djava.awt.headless=true");

    private final ServerProcess server;
    private final ZooKeeperProcess zooKeeper;
    private final int port;
    private final Map<String, String> overrides;

    /**
     * Creates a broker that is not running yet.
     *
     * @param overrides broker properties that take precedence over the ones chosen here
     * @param failures receives the log lines that report a failure
     */
    public KafkaProcess(
            Artifacts artifacts,
            RunFolder folder,
            ZooKeeperProcess zooKeeper,
            int port,
            Map<String, String> overrides,
            Consumer<String> failures) {
        this.server = new ServerProcess("kafka", artifacts, folder, failures);
        this.zooKeeper = zooKeeper;
        this.port = port;
        this.overrides = Map.copyOf(overrides);
    }

    /** Starts the broker without waiting until it {@link #isReady()}. */
    public void start() {
        server.start(JVM, MAIN_CLASS, properties(port, zooKeeper.address(), server.data(), overrides));
    }

    /** Returns the broker's process. */
    public Child child() {
        return server.child();
    }

    /** Returns the host and port for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns whether the broker answers clients and knows its controller. It can create topics only then. */
    public boolean isReady() {
        return KafkaProbe.isReady(port);
    }

    /**
     * Returns whether a killed broker can be started again. ZooKeeper keeps the broker's node until the session
     * expires, and a broker that finds its own node exits at once.
     */
    public boolean isForgotten() {
        return !zooKeeper.isHeld("/brokers/ids/" + BROKER_ID);
    }

    static Map<String, String> properties(int port, String zooKeeper, Path data, Map<String, String> overrides) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("broker.id", BROKER_ID);
        properties.put("listeners", "PLAINTEXT://127.0.0.1:" + port);
        properties.put("zookeeper.connect", zooKeeper);
        properties.put("zookeeper.session.timeout.ms", "6000");
        properties.put("log.dirs", data.toString());
        // The services create their topics. A misspelt topic should fail instead of being created.
        properties.put("auto.create.topics.enable", "false");
        // There is only one broker to hold replicas, and a group of one member has nobody to wait for.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "5");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // Limits per partition, so that a stack left running at full speed does not fill the disk.
        properties.put("log.segment.bytes", String.valueOf(64 << 20));
        properties.put("log.retention.bytes", String.valueOf(256 << 20));
        properties.put("log.retention.check.interval.ms", "10000");
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
        properties.putAll(overrides);
        return properties;
    }
}
