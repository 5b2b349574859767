package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A real broker that is its own controller, without ZooKeeper. It stands still when it is closed, and its files remain. */
final class KraftBroker implements AutoCloseable {
    /** The listener on which the broker is its own controller. */
    static final String CONTROLLER = "CONTROLLER";

    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final List<String> JVM = List.of("-Xms128m", "-Xmx256m", "-XX:+UseSerialGC");
    private static final String NODE_ID = "1";

    private final Artifacts artifacts;
    private final RunFolder folder;
    private final ServerProcess server;
    private final int port;

    /**
     * Starts the broker and waits until it answers.
     *
     * @param artifacts holds the class path of Kafka
     * @param listeners its properties {@code listeners} and those that go with them
     * @param controllerPort the port of {@link #CONTROLLER}
     * @param port a port without encryption, on which the wait takes place
     */
    KraftBroker(Artifacts artifacts, RunFolder folder, Map<String, String> listeners, int controllerPort, int port) {
        this.artifacts = artifacts;
        this.folder = folder;
        this.port = port;
        this.server = new ServerProcess("kraft", artifacts, folder, line -> {});
        Map<String, String> properties = new TreeMap<>(listeners);
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", NODE_ID);
        properties.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER);
        properties.put("log.dirs", server.data().toString());
        properties.put("auto.create.topics.enable", "false");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        format(properties);
        server.start(JVM, "kafka.Kafka", properties);
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast("ended", server.child()::requireAlive)
                .until(() -> KafkaProbe.isReady(port));
    }

    /** Returns the host and port without encryption. */
    String address() {
        return "127.0.0.1:" + port;
    }

    /** Prepares the data folder, as every KRaft node needs it. */
    private void format(Map<String, String> properties) {
        Path config = folder.path().resolve("format.properties");
        Properties content = new Properties();
        content.putAll(properties);
        List<String> command =
                new ArrayList<>(JavaCommand.ofMain(List.of(), "kafka.tools.StorageTool", Path.of("format")));
        command.addAll(List.of("--cluster-id", "a2FmZGVtby1rcmFmdC1pZA", "--config", config.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("CLASSPATH", artifacts.brokerClassPath());
        try (Writer writer = Files.newBufferedWriter(config)) {
            content.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.child().kill();
    }
}
