package kafkademo.common.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import kafkademo.common.log.Causes;
import kafkademo.common.log.LogLine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A file whose age tells whether the service makes progress: a health check can read it without starting a JVM. */
public final class Heartbeat {
    /** {@code heartbeat} in the JVM's temporary folder, {@code /tmp} in a container. */
    public static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "heartbeat");

    private final Logger log = LoggerFactory.getLogger("heartbeat");
    private final Path file;
    private boolean warned;

    public Heartbeat(Path file) {
        this.file = file;
    }

    /** Sets the file's time to {@code now}, making the file if need be. A file that can't be written is said once. */
    public void beat(Instant now) {
        try {
            touch(now);
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                log.warn(LogLine.of("cannot touch the heartbeat file, so a health check will fail")
                        .add("file", file.toString())
                        .add("cause", Causes.inWords(e))
                        .toString());
                warned = true;
            }
        }
    }

    private void touch(Instant now) throws IOException {
        try {
            Files.setLastModifiedTime(file, FileTime.from(now));
        } catch (NoSuchFileException e) {
            Files.createFile(file);
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }
}
