package kafkademo.common.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gathers the lines of a burst into large writes: at 100,000 lines a second, a write per line is where the time goes. A line is
 * written at once if the last write is a few milliseconds ago; {@link #drain} writes what the end of a burst leaves behind.
 */
final class LogOutput {
    /** Half of what a pipe holds on Linux: while its reader takes one half, the next fits in without a wait. */
    private static final int CAPACITY = 32 * 1024;

    private static final long GATHER_NANOS = 5_000_000;

    private final OutputStream sink;
    private final LongSupplier nanoTime;
    private final Consumer<IOException> onFailure;
    private final ByteArrayOutputStream gathered = new ByteArrayOutputStream(CAPACITY);
    private long lastWrite;
    private boolean failed;

    /**
     * @param nanoTime a clock such as {@link System#nanoTime}
     * @param onFailure told once if the sink can't be written, because a pipe is closed for example; later lines are dropped
     */
    LogOutput(OutputStream sink, LongSupplier nanoTime, Consumer<IOException> onFailure) {
        this.sink = sink;
        this.nanoTime = nanoTime;
        this.onFailure = onFailure;
        this.lastWrite = nanoTime.getAsLong() - GATHER_NANOS;
    }

    /** @param line with its line break */
    synchronized void write(String line) {
        gathered.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        if (gathered.size() >= CAPACITY || nanoTime.getAsLong() - lastWrite >= GATHER_NANOS) {
            drain();
        }
    }

    /** Writes everything gathered so far. */
    synchronized void drain() {
        try {
            if (gathered.size() > 0 && !failed) {
                gathered.writeTo(sink);
                sink.flush();
            }
        } catch (IOException e) {
            failed = true;
            onFailure.accept(e);
        }
        gathered.reset();
        lastWrite = nanoTime.getAsLong();
    }
}
