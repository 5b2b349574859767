package kafkademo.consumer.reconcile;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Shows how far the reading is: on a terminal on one line that is drawn anew, elsewhere with a line every few seconds. */
final class ProgressDisplay {
    /** Where it is shown. */
    enum Mode {
        NONE,
        LINES,
        TERMINAL
    }

    private static final String ERASE_LINE = "\r\033[K";
    private static final long REDRAW_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long NEXT_LINE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream err;
    private final Mode mode;
    private final LongSupplier nanoTime;
    private final long began;
    private final long total;
    private final int passes;
    private long records;
    private long shown;
    private boolean drawn;

    /**
     * @param total records of one pass
     * @param passes how often they are read
     */
    ProgressDisplay(PrintStream err, Mode mode, LongSupplier nanoTime, long total, int passes) {
        this.err = err;
        this.mode = mode;
        this.nanoTime = nanoTime;
        this.total = total;
        this.passes = passes;
        began = nanoTime.getAsLong();
        shown = began;
    }

    /** Counts the records of one poll, and shows it if it's time. */
    void advance(long polled) {
        records += polled;
        long now = nanoTime.getAsLong();
        if (mode != Mode.NONE && now - shown >= (mode == Mode.TERMINAL ? REDRAW_NANOS : NEXT_LINE_NANOS)) {
            shown = now;
            String percent = String.format(Locale.ROOT, "%.0f", 100.0 * records / Math.max(1, total * passes));
            show("read " + Report.grouped(records) + " of " + Report.grouped(total * passes) + " records (" + percent
                    + " %), " + rate(now) + passesInWords());
        }
    }

    /** Makes room for the result and says what it took. */
    void end() {
        if (mode == Mode.NONE) {
            return;
        }
        long now = nanoTime.getAsLong();
        String seconds = String.format(Locale.ROOT, "%.1f", (now - began) / 1e9);
        show("read " + Report.grouped(records) + " records in " + seconds + " s, " + rate(now) + passesInWords());
        if (mode == Mode.TERMINAL) {
            err.println();
        }
        drawn = false;
    }

    /** Takes a half-finished line away, so that something else can be said. */
    void clear() {
        if (drawn) {
            err.print(ERASE_LINE);
            err.flush();
            drawn = false;
        }
    }

    private String rate(long now) {
        return Report.grouped((long) (records * 1e9 / Math.max(1, now - began))) + "/s";
    }

    private String passesInWords() {
        return passes == 1 ? "" : ", in " + passes + " passes to compare all ids within the memory there is";
    }

    private void show(String text) {
        if (mode == Mode.TERMINAL) {
            err.print(ERASE_LINE + text);
            err.flush();
            drawn = true;
        } else {
            err.println(Reconcile.NAME + ": " + text);
        }
    }

    /** Asks the system whether standard error is a terminal; {@code System.console()} knows only of the other two. */
    static Mode modeOfStandardError() {
        try {
            Process test = new ProcessBuilder("/bin/sh", "-c", "test -t 2")
                    .redirectError(Redirect.INHERIT)
                    .start();
            return test.waitFor(2, TimeUnit.SECONDS) && test.exitValue() == 0 ? Mode.TERMINAL : Mode.LINES;
        } catch (IOException e) {
            return Mode.LINES;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Mode.LINES;
        }
    }
}
