package kafkademo.common.log;

import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Gathers log lines into large writes. slf4j-simple flushes after every line, which at 100,000 lines a second is where the
 * time goes; here a flush writes only if the last write is a few milliseconds past. A single line is thus out at once, the
 * lines of a burst go together, and {@link #drain} writes what the end of a burst left behind.
 */
final class LogOutput extends OutputStream {
    private static final int CAPACITY = 64 * 1024;
    private static final long GATHER_NANOS = 5_000_000;

    private final OutputStream sink;
    private final LongSupplier nanoTime;
    private final Consumer<IOException> onFailure;
    private final byte[] gathered = new byte[CAPACITY];
    private int length;
    private long lastWrite;
    private boolean failed;

    /**
     * @param nanoTime a clock such as {@link System#nanoTime}
     * @param onFailure told once when the sink can no longer be written (a closed pipe, say); what follows is dropped
     */
    LogOutput(OutputStream sink, LongSupplier nanoTime, Consumer<IOException> onFailure) {
        this.sink = sink;
        this.nanoTime = nanoTime;
        this.onFailure = onFailure;
        this.lastWrite = nanoTime.getAsLong() - GATHER_NANOS;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        if (count > CAPACITY - length) {
            drain();
        }
        if (count > CAPACITY) {
            writeToSink(bytes, offset, count);
        } else {
            System.arraycopy(bytes, offset, gathered, length, count);
            length += count;
        }
    }

    @Override
    public synchronized void flush() {
        if (nanoTime.getAsLong() - lastWrite >= GATHER_NANOS) {
            drain();
        }
    }

    /** Writes everything gathered so far. */
    synchronized void drain() {
        if (length > 0) {
            writeToSink(gathered, 0, length);
            length = 0;
        }
    }

    private void writeToSink(byte[] bytes, int offset, int count) {
        lastWrite = nanoTime.getAsLong();
        if (failed) {
            return;
        }
        try {
            sink.write(bytes, offset, count);
            sink.flush();
        } catch (IOException e) {
            failed = true;
            onFailure.accept(e);
        }
    }

    @Override
    public void close() {
        drain();
    }
}
