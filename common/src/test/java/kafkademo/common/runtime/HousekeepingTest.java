package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kafkademo.common.log.LogOutput;
import kafkademo.common.log.RecordingLoggers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HousekeepingTest {
    @TempDir
    private Path folder;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final LogOutput output = new LogOutput(written, () -> 0, failure -> {});
    private final AtomicInteger summaries = new AtomicInteger();

    /** Runs the first tick, which is due at once, and closes. */
    private void tickOnce(boolean progress, RuntimeException failure) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Housekeeping housekeeping = new Housekeeping(
                new Heartbeat(folder.resolve("heartbeat")),
                () -> {
                    asked.countDown();
                    if (failure != null) {
                        throw failure;
                    }
                    return progress;
                },
                summaries::incrementAndGet,
                output);
        housekeeping.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(summaries).hasValue(0);
        housekeeping.close();
    }

    private void gather(String text) {
        output.flush();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        output.write(bytes, 0, bytes.length);
    }

    @Test
    void aTickTouchesTheHeartbeatAndWritesWhatIsGathered() throws InterruptedException {
        gather("line");
        tickOnce(true, null);

        assertThat(folder.resolve("heartbeat")).exists();
        assertThat(written.toString(StandardCharsets.US_ASCII)).isEqualTo("line");
    }

    @Test
    void withoutProgressThereIsNoHeartbeat() throws InterruptedException {
        tickOnce(false, null);

        assertThat(Files.exists(folder.resolve("heartbeat"))).isFalse();
    }

    @Test
    void closingWritesTheLastSummary() throws InterruptedException {
        tickOnce(true, null);

        assertThat(summaries).hasValue(1);
    }

    @Test
    void aFailureIsLoggedAndDoesNotKeepTheLastSummaryBack() throws InterruptedException {
        RecordingLoggers.LOG.lines().clear();
        tickOnce(true, new IllegalStateException("broken"));

        assertThat(RecordingLoggers.LOG.lines()).containsExactly("ERROR housekeeping failed");
        assertThat(summaries).hasValue(1);
    }

    @Test
    void closingWithoutAStartWritesTheSummaryToo() {
        new Housekeeping(new Heartbeat(folder.resolve("heartbeat")), () -> true, summaries::incrementAndGet, output)
                .close();

        assertThat(summaries).hasValue(1);
    }
}
