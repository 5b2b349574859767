package kafkademo.common.log;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Standard output and standard error in UTF-8, whatever the locale: that of a container is often plain ASCII. */
public final class StandardStreams {
    private StandardStreams() {}

    /** @param descriptor {@link FileDescriptor#out} or {@link FileDescriptor#err} */
    public static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
