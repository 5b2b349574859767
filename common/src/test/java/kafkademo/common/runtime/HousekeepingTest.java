package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kafkademo.common.log.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class HousekeepingTest {
    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();
    private final AtomicInteger drained = new AtomicInteger();
    private final AtomicInteger summaries = new AtomicInteger();

    /** Runs the first tick, which is due at once, and closes. */
    private void tickOnce(boolean progress, RuntimeException failure) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Housekeeping housekeeping = new Housekeeping(
                new Heartbeat(folder.resolve("heartbeat"), log.logger()),
                () -> {
                    asked.countDown();
                    if (failure != null) {
                        throw failure;
                    }
                    return progress;
                },
                summaries::incrementAndGet,
                drained::incrementAndGet,
                log.logger());
        housekeeping.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(summaries).hasValue(0);
        housekeeping.close();
    }

    @Test
    void aTickTouchesTheHeartbeatAndDrainsTheLog() throws InterruptedException {
        tickOnce(true, null);

        assertThat(folder.resolve("heartbeat")).exists();
        assertThat(drained).hasValue(1);
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
        tickOnce(true, new IllegalStateException("broken"));

        assertThat(log.lines())
                .startsWith("ERROR housekeeping failed cause=broken exception=java.lang.IllegalStateException");
        assertThat(summaries).hasValue(1);
    }

    @Test
    void closingWithoutAStartWritesTheSummaryToo() {
        new Housekeeping(
                        new Heartbeat(folder.resolve("heartbeat"), log.logger()),
                        () -> true,
                        summaries::incrementAndGet,
                        drained::incrementAndGet,
                        log.logger())
                .close();

        assertThat(summaries).hasValue(1);
    }
}
