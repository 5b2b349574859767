package kafkademo.common.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HousekeepingTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    private Path folder;

    private final RecordingLog log = new RecordingLog();
    private final AtomicInteger drained = new AtomicInteger();
    private final AtomicInteger summaries = new AtomicInteger();

    /** Runs the first tick, which is due at once, and closes. */
    private void tickOnce(boolean progress, Error failure) throws InterruptedException {
        CountDownLatch asked = new CountDownLatch(1);
        Housekeeping housekeeping = new Housekeeping(
                folder.resolve("heartbeat"),
                () -> {
                    asked.countDown();
                    if (failure != null) {
                        throw failure;
                    }
                    return progress;
                },
                summaries::incrementAndGet,
                drained::incrementAndGet,
                new Log(log.logger()));
        housekeeping.start();
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(summaries).hasValue(0);
        housekeeping.close();
    }

    @Test
    void touchesTheHeartbeatAndDrainsTheLogEachSecond() throws InterruptedException {
        tickOnce(true, null);

        assertThat(folder.resolve("heartbeat")).exists();
        assertThat(drained).hasValue(1);
    }

    @Test
    void doesNotTouchTheHeartbeatOfAnUnhealthyService() throws InterruptedException {
        tickOnce(false, null);

        assertThat(Files.exists(folder.resolve("heartbeat"))).isFalse();
    }

    private Housekeeping beating(Path file) {
        return new Housekeeping(file, () -> true, () -> {}, () -> {}, new Log(log.logger()));
    }

    private static Instant timeOf(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    @Test
    void createsTheHeartbeatAndKeepsItUpToDate() throws IOException {
        Path file = folder.resolve("heartbeat");
        Housekeeping housekeeping = beating(file);

        housekeeping.beat(NOW);
        assertThat(timeOf(file)).isEqualTo(NOW);
        housekeeping.beat(NOW.plusSeconds(1));
        assertThat(timeOf(file)).isEqualTo(NOW.plusSeconds(1));

        Files.delete(file);
        housekeeping.beat(NOW.plusSeconds(2));
        assertThat(timeOf(file)).isEqualTo(NOW.plusSeconds(2));
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void warnsOnceWhileTheHeartbeatCannotBeWritten() throws IOException {
        Path missing = folder.resolve("missing");
        Path file = missing.resolve("heartbeat");
        Housekeeping housekeeping = beating(file);

        housekeeping.beat(NOW);
        housekeeping.beat(NOW);
        assertThat(log.lines())
                .containsExactly("WARN cannot touch the heartbeat file, so a health check will fail file=" + file
                        + " cause=\"no such file or folder\"");

        Files.createDirectory(missing);
        housekeeping.beat(NOW);
        assertThat(timeOf(file)).isEqualTo(NOW);

        Files.delete(file);
        Files.delete(missing);
        housekeeping.beat(NOW);
        assertThat(log.lines()).hasSize(2);
    }

    @Test
    void writesTheLastSummaryOnClose() throws InterruptedException {
        tickOnce(true, null);

        assertThat(summaries).hasValue(1);
    }

    @Test
    void logsAFailureAndStillWritesTheLastSummary() throws InterruptedException {
        tickOnce(true, new OutOfMemoryError("broken"));

        assertThat(log.lines())
                .startsWith("ERROR housekeeping failed cause=broken exception=java.lang.OutOfMemoryError");
        assertThat(summaries).hasValue(1);
    }

    @Test
    void writesTheLastSummaryEvenIfItWasNeverStarted() {
        new Housekeeping(
                        folder.resolve("heartbeat"),
                        () -> true,
                        summaries::incrementAndGet,
                        drained::incrementAndGet,
                        new Log(log.logger()))
                .close();

        assertThat(summaries).hasValue(1);
    }

    @Test
    void writesTheLastSummaryOnceAndOnlyAfterATickThatIsStillRunning() throws InterruptedException {
        CountDownLatch ticking = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        List<String> order = new CopyOnWriteArrayList<>();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Housekeeping housekeeping = new Housekeeping(
                folder.resolve("heartbeat"),
                () -> {
                    ticking.countDown();
                    awaitUninterruptibly(mayEnd);
                    threads.add(Thread.currentThread());
                    order.add("tick");
                    return true;
                },
                () -> {
                    threads.add(Thread.currentThread());
                    order.add("summary");
                },
                drained::incrementAndGet,
                new Log(log.logger()));
        housekeeping.start();
        ticking.await();
        Thread closer = new Thread(housekeeping::close);
        closer.start();
        // Longer than close() waits for the tick, so that a second summary thread would have written by then.
        closer.join();
        mayEnd.countDown();

        Awaitility.await().until(() -> order.contains("summary"));
        assertThat(order).containsExactly("tick", "summary");
        assertThat(threads).hasSize(1);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
