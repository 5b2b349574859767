package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final RecordingLog log = new RecordingLog();

    @TempDir
    private Path folder;

    private static Instant timeOf(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    @Test
    void createsTheFileAndKeepsItUpToDate() throws IOException {
        Path file = folder.resolve("heartbeat");
        Heartbeat heartbeat = new Heartbeat(file, new Log(log.logger()));

        heartbeat.beat(NOW);
        assertThat(timeOf(file)).isEqualTo(NOW);
        heartbeat.beat(NOW.plusSeconds(1));
        assertThat(timeOf(file)).isEqualTo(NOW.plusSeconds(1));

        Files.delete(file);
        heartbeat.beat(NOW.plusSeconds(2));
        assertThat(timeOf(file)).isEqualTo(NOW.plusSeconds(2));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void warnsOnceWhileTheFileCannotBeWritten() throws IOException {
        Path missing = folder.resolve("missing");
        Path file = missing.resolve("heartbeat");
        Heartbeat heartbeat = new Heartbeat(file, new Log(log.logger()));

        heartbeat.beat(NOW);
        heartbeat.beat(NOW);
        assertThat(log.lines())
                .containsExactly("WARN cannot touch the heartbeat file, so a health check will fail file=" + file
                        + " cause=\"no such file or folder\"");

        Files.createDirectory(missing);
        heartbeat.beat(NOW);
        assertThat(timeOf(file)).isEqualTo(NOW);

        Files.delete(file);
        Files.delete(missing);
        heartbeat.beat(NOW);
        assertThat(log.lines()).hasSize(2);
    }
}
