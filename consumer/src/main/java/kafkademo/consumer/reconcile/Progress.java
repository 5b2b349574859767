package kafkademo.consumer.reconcile;

import java.io.PrintStream;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Says every few seconds how far the reading is. */
final class Progress implements LongConsumer {
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream err;
    private final LongSupplier nanoTime;
    private final long total;
    private long offsets;
    private long lastLine;

    Progress(PrintStream err, LongSupplier nanoTime, long total) {
        this.err = err;
        this.nanoTime = nanoTime;
        this.total = total;
        lastLine = nanoTime.getAsLong();
    }

    @Override
    public void accept(long read) {
        offsets += read;
        long now = nanoTime.getAsLong();
        if (now - lastLine >= INTERVAL_NANOS) {
            lastLine = now;
            err.println(
                    Reconcile.NAME + ": read " + Report.grouped(offsets) + " of " + Report.grouped(total) + " records");
        }
    }
}
