package kafkademo.common.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;

/**
 * What a service does by the clock: the heartbeat each second, the summary every ten. It has a thread of its own, so that a
 * blocked main loop cannot silence it, and nothing on that thread waits for the network.
 */
final class Housekeeping implements AutoCloseable {
    private static final int SUMMARY_EVERY_SECONDS = 10;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final Path heartbeat;
    private final BooleanSupplier isHealthy;
    private final Runnable summary;
    private final Runnable drain;
    private final Log log;
    private int seconds;
    private boolean warned;

    /**
     * @param heartbeat a file whose age tells whether the service is healthy: a health check reads it without starting a JVM
     * @param isHealthy asked once a second, see {@link Service.Work#isHealthy}
     * @param summary writes the summary line; only the clock's thread calls it
     * @param drain writes the log lines that are still gathered
     */
    Housekeeping(Path heartbeat, BooleanSupplier isHealthy, Runnable summary, Runnable drain, Log log) {
        this.heartbeat = heartbeat;
        this.isHealthy = isHealthy;
        this.summary = summary;
        this.drain = drain;
        this.log = log;
    }

    /** Starts the clock; the first summary is due in ten seconds. */
    void start() {
        // Not at a fixed rate: after a pause of the process all the missed summaries would come at once.
        clock.scheduleWithFixedDelay(() -> safely(this::tick), 0, 1, TimeUnit.SECONDS);
    }

    /** An exception would end the schedule without a word. */
    private void safely(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            log.error("housekeeping failed", e);
        }
    }

    private void tick() {
        if (isHealthy.getAsBoolean()) {
            beat(Instant.now());
        }
        if (seconds > 0 && seconds % SUMMARY_EVERY_SECONDS == 0) {
            summary.run();
        }
        seconds++;
        drain.run();
    }

    /** Sets the file's time to {@code now} and creates the file if need be. Warns once while that fails. */
    void beat(Instant now) {
        try {
            if (Files.notExists(heartbeat)) {
                Files.createFile(heartbeat);
            }
            Files.setLastModifiedTime(heartbeat, FileTime.from(now));
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                log.warn(
                        "cannot touch the heartbeat file, so a health check will fail",
                        line -> line.add("file", heartbeat.toString()).add("cause", Causes.inWords(e)));
                warned = true;
            }
        }
    }

    /** Stops the clock, then writes the last summary. To be closed after everything that the summary counts. */
    @Override
    public void close() {
        clock.execute(() -> safely(summary));
        clock.shutdown();
        try {
            clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
