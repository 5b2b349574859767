package kafkademo.common.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;

/**
 * Puts the time before every line, as ISO 8601 with milliseconds and offset. slf4j-simple could do it too, for half a
 * microsecond a line: here only the milliseconds change from one line to the next.
 */
final class StampedLines extends OutputStream {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'.000'XXX' '");
    private static final int MILLIS_AT = "2026-11-24T06:00:00.".length();

    private final OutputStream lines;
    private final LongSupplier epochMillis;
    private final DateTimeFormatter format;
    private byte[] stamp;
    private long second = Long.MIN_VALUE;
    private boolean atLineStart = true;

    /**
     * @param lines takes the stamped lines
     * @param epochMillis a clock such as {@link System#currentTimeMillis}
     * @param zone in whose time the lines are stamped
     */
    StampedLines(OutputStream lines, LongSupplier epochMillis, ZoneId zone) {
        this.lines = lines;
        this.epochMillis = epochMillis;
        this.format = FORMAT.withZone(zone);
    }

    @Override
    public synchronized void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** A line comes in one piece, or in several of which only the last has a line break. */
    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        if (count == 0) {
            return;
        }
        if (atLineStart) {
            updateStamp();
            lines.write(stamp, 0, stamp.length);
        }
        lines.write(bytes, offset, count);
        atLineStart = bytes[offset + count - 1] == '\n';
    }

    private void updateStamp() {
        long now = epochMillis.getAsLong();
        long newSecond = Math.floorDiv(now, 1_000L);
        if (newSecond != second) {
            second = newSecond;
            stamp = format.format(Instant.ofEpochSecond(newSecond)).getBytes(StandardCharsets.US_ASCII);
        }
        int millis = Math.floorMod(now, 1_000);
        stamp[MILLIS_AT] = (byte) ('0' + millis / 100);
        stamp[MILLIS_AT + 1] = (byte) ('0' + millis / 10 % 10);
        stamp[MILLIS_AT + 2] = (byte) ('0' + millis % 10);
    }

    @Override
    public void flush() throws IOException {
        lines.flush();
    }
}
