package kafkademo.common.log;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Prints text in UTF-8. A line, which is all that slf4j-simple prints but for stack traces, is encoded and passed on in one piece;
 * the way of a {@link PrintStream} leads through three more buffers.
 */
final class LinePrinter extends PrintStream {
    LinePrinter(OutputStream lines) {
        super(lines, false, StandardCharsets.UTF_8);
    }

    @Override
    public void println(String line) {
        byte[] bytes = (line + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }
}
