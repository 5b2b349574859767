package kafkademo.common.log;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Puts the time before every line. */
final class StampedLines extends OutputStream {
    private final LogOutput output;
    private final Timestamps timestamps;
    private boolean atLineStart = true;

    StampedLines(LogOutput output, Timestamps timestamps) {
        this.output = output;
        this.timestamps = timestamps;
    }

    @Override
    public void write(int b) {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /** Takes a line in one piece, or in several of which only the last has a line break. */
    @Override
    public synchronized void write(byte[] bytes, int offset, int count) {
        if (count == 0) {
            return;
        }
        if (atLineStart) {
            byte[] stamp = (timestamps.now() + ' ').getBytes(StandardCharsets.US_ASCII);
            output.write(stamp, 0, stamp.length);
        }
        output.write(bytes, offset, count);
        atLineStart = bytes[offset + count - 1] == '\n';
    }

    @Override
    public void flush() {
        output.flush();
    }
}
