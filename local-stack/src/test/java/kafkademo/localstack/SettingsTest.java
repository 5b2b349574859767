package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the settings of the processes and the folder of a run. */
class SettingsTest {
    private static final Path DATA = Path.of("/data");

    @Test
    void aServiceGetsTheUsersSettingsAndTheBrokersAddress() {
        Map<String, String> user = Map.of("ERROR_RATE", "0.5", "KAFKA_CLIENT_LINGER_MS", "5", "KAFKA_BROKER", "");

        assertThat(ServiceProcess.environment(user, "127.0.0.1:1"))
                .containsOnly(
                        Map.entry("ERROR_RATE", "0.5"),
                        Map.entry("KAFKA_CLIENT_LINGER_MS", "5"),
                        Map.entry("KAFKA_BROKER", "127.0.0.1:1"));
    }

    @Test
    void anEmptyBrokerAddressCountsAsNone() {
        assertThat(ServiceProcess.brokerOf(Map.of())).isEmpty();
        assertThat(ServiceProcess.brokerOf(Map.of("KAFKA_BROKER", " "))).isEmpty();
        assertThat(ServiceProcess.brokerOf(Map.of("KAFKA_BROKER", "a:1,b:2"))).isEqualTo("a:1,b:2");
    }

    @Test
    void theBrokerRunsAloneAndCreatesNoTopics() {
        assertThat(KafkaProcess.properties(9, "127.0.0.1:8", DATA, Map.of()))
                .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9")
                .containsEntry("zookeeper.connect", "127.0.0.1:8")
                .containsEntry("log.dirs", DATA.toString())
                .containsEntry("offsets.topic.replication.factor", "1")
                .containsEntry("transaction.state.log.replication.factor", "1")
                .containsEntry("transaction.state.log.min.isr", "1")
                .containsEntry("group.initial.rebalance.delay.ms", "0")
                .containsEntry("auto.create.topics.enable", "false");
    }

    @Test
    void theBrokersPropertiesCanBeOverridden() {
        Map<String, String> overrides = Map.of("log.retention.bytes", "-1", "num.io.threads", "2");

        assertThat(KafkaProcess.properties(9, "127.0.0.1:8", DATA, overrides)).containsAllEntriesOf(overrides);
    }

    @Test
    void zooKeeperListensOnTheLoopbackInterfaceOnly() {
        assertThat(ZooKeeperProcess.properties(8, DATA))
                .containsEntry("clientPort", "8")
                .containsEntry("clientPortAddress", "127.0.0.1")
                .containsEntry("admin.enableServer", "false");
    }

    @Test
    void aRunFolderIsDeletedWithItsContents() throws Exception {
        RunFolder folder = RunFolder.create();
        Files.writeString(folder.logs().resolve("kafka.log"), "text");
        Files.createDirectories(folder.temporaryOf("kafka").resolve("a/b"));

        folder.close();

        assertThat(folder.path()).doesNotExist();
        assertThat(RunFolder.delete(folder.path())).isTrue();
    }

    @Test
    void aMissingBuildIsReported(@TempDir Path root) {
        assertThatThrownBy(() -> Artifacts.under(root))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("producer.jar is missing: build it with mvn package");
    }
}
