package kafkademo.localstack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A single Kafka broker; started again it serves the same data on the same port. */
public final class KafkaProcess {
    private static final String MAIN_CLASS = "kafka.Kafka";
    private static final String BROKER_ID = "1";
    private static final List<String> JVM = List.of("-Xms256m", "-Xmx512m", "-XX:+UseG1GC", "-Djava.awt.headless=true");

    private final ServerProcess server;
    private final ZooKeeperProcess zooKeeper;
    private final int port;
    private final Map<String, String> overrides;

    /**
     * Of a run.
     *
     * @param overrides broker properties that win over the ones chosen here
     * @param failures gets the lines of its log that tell of a failure
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

    /** Starts it and doesn't wait until it {@link #isReady()}. */
    public void start() {
        server.start(JVM, MAIN_CLASS, properties(port, zooKeeper.address(), server.data(), overrides));
    }

    /** Its process. */
    public Child child() {
        return server.child();
    }

    /** Host and port, as clients are given it. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Whether it answers a client and knows of its own controller: only then can it create topics. */
    public boolean isReady() {
        return KafkaProbe.isReady(port);
    }

    /**
     * Whether it can be started again after it was killed: ZooKeeper keeps its node until the session has expired, and a
     * broker that finds the node ends at once.
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
        // The services create their topics: a misspelt one shall fail, not appear.
        properties.put("auto.create.topics.enable", "false");
        // One broker holds everything once, and a group of one member has nobody to wait for.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "5");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        // A stack left alone at full speed must not fill the disk; per partition.
        properties.put("log.segment.bytes", String.valueOf(64 << 20));
        properties.put("log.retention.bytes", String.valueOf(256 << 20));
        properties.put("log.retention.check.interval.ms", "10000");
        properties.put("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20));
        properties.putAll(overrides);
        return properties;
    }
}
