package kafkademo.common.runtime;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import kafkademo.common.log.Log;

/**
 * What a service does by the clock, on a thread of its own so that a blocked main loop cannot silence it: each second the
 * heartbeat and whatever log lines are still gathered, every ten seconds the summary.
 */
public final class Housekeeping implements AutoCloseable {
    private static final int SUMMARY_EVERY_SECONDS = 10;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "housekeeping");
        thread.setDaemon(true);
        return thread;
    });
    private final Heartbeat heartbeat;
    private final BooleanSupplier makesProgress;
    private final Runnable summary;
    private final Runnable drain;
    private final Log log;
    private int seconds;

    /**
     * @param makesProgress asked once a second: has something been done, or is there rightly nothing to do?
     * @param summary writes the summary line
     * @param drain writes the log lines that are still gathered
     */
    public Housekeeping(Heartbeat heartbeat, BooleanSupplier makesProgress, Runnable summary, Runnable drain, Log log) {
        this.heartbeat = heartbeat;
        this.makesProgress = makesProgress;
        this.summary = summary;
        this.drain = drain;
        this.log = log;
    }

    /** Starts the clock; the first summary is due in ten seconds. */
    public void start() {
        // Not at a fixed rate: after a pause of the process all the missed summaries would come at once.
        clock.scheduleWithFixedDelay(this::tickSafely, 0, 1, TimeUnit.SECONDS);
    }

    /** An exception would end the schedule without a word. */
    private void tickSafely() {
        try {
            tick();
        } catch (RuntimeException e) {
            log.error("housekeeping failed", e);
        }
    }

    private void tick() {
        if (makesProgress.getAsBoolean()) {
            heartbeat.beat(Instant.now());
        }
        if (seconds++ > 0 && (seconds - 1) % SUMMARY_EVERY_SECONDS == 0) {
            summary.run();
        }
        drain.run();
    }

    /** Stops the clock and writes the last summary: to be closed after everything that the summary counts. */
    @Override
    public void close() {
        clock.shutdown();
        try {
            clock.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        summary.run();
    }
}
