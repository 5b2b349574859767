package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both services and {@code reconcile} work with brokers other than the stack's own, and with both group protocols. */
class KafkaVersionsIT {
    /** Brokers without ZooKeeper. */
    enum Version {
        /** The release of the Compose stack. */
        STACK,
        /** The release of the services' own client. */
        NEWEST;

        private Artifacts artifacts() throws IOException {
            Path root = Path.of(System.getProperty("project.root"));
            Artifacts artifacts = Artifacts.under(root);
            if (this == STACK) {
                return artifacts;
            }
            String classPath = Files.readString(root.resolve("local-stack/newest-broker/target/classpath"));
            return new Artifacts(
                    artifacts.producer(), artifacts.consumer(), artifacts.parentWatch(), classPath.strip());
        }
    }

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"STACK, CLASSIC", "NEWEST, CLASSIC", "NEWEST, CONSUMER"})
    void everyRecordIsHandledOnceThoughAConsumerComesAndGoes(Version version, String protocol) throws Exception {
        Artifacts artifacts = version.artifacts();
        FreePorts free = new FreePorts();
        int port = free.next();
        int controllerPort = free.next();
        Map<String, String> listeners = Map.of(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        try (RunFolder files = RunFolder.create();
                KraftBroker broker = new KraftBroker(artifacts, files, listeners, controllerPort, port)) {
            Map<String, String> settings = new HashMap<>();
            settings.put("KAFKA_BROKER", broker.address());
            settings.put("MESSAGES_PER_SECOND", "100");
            try (ServiceRun producer = ServiceRun.producer(artifacts, settings)) {
                settings.put("KAFKA_CLIENT_GROUP_PROTOCOL", protocol.toLowerCase(Locale.ROOT));
                if (protocol.equals("CLASSIC")) {
                    // A group member learns of a rebalance from the answer to its heartbeat.
                    settings.put("KAFKA_CLIENT_HEARTBEAT_INTERVAL_MS", "500");
                }
                List<TextLine> handled = handledByTwo(artifacts, settings, producer);
                assertThat(handled)
                        .extracting(TextLine::position)
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(producer.positions());
            }

            ReconcileRun reconcile = ReconcileRun.of(artifacts, folder, settings, "--quiet", "--json");
            assertThat(reconcile.err()).isEmpty();
            assertThat(reconcile.exitCode()).isZero();
            assertThat(reconcile.total().get("waiting").getAsLong()).isZero();
        }
    }

    /** Lets one consumer work, a second one join it and leave again, and returns what both have handled until the end. */
    private static List<TextLine> handledByTwo(Artifacts artifacts, Map<String, String> settings, ServiceRun producer) {
        try (ServiceRun staying = ServiceRun.consumer(artifacts, settings)) {
            staying.awaitThat(() -> assertThat(staying.handled()).hasSizeGreaterThan(100));
            List<TextLine> handled;
            try (ServiceRun passing = ServiceRun.consumer(artifacts, settings)) {
                passing.awaitThat(() -> assertThat(passing.handled()).hasSizeGreaterThan(100));
                passing.stop();
                handled = new ArrayList<>(passing.handled());
            }
            int before = staying.handled().size();
            staying.awaitThat(() -> assertThat(staying.handled()).hasSizeGreaterThan(before + 200));
            producer.stop();
            int total = producer.positions().size();
            staying.awaitThat(
                    () -> assertThat(staying.handled().size() + handled.size()).isGreaterThanOrEqualTo(total));
            staying.stop();
            handled.addAll(staying.handled());
            return handled;
        }
    }
}
