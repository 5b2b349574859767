package kafkademo.common.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;

/** A file whose age tells whether the service makes progress: a health check can read it without starting a JVM. */
public final class Heartbeat {
    /** {@code heartbeat} in the JVM's temporary folder, {@code /tmp} in a container. */
    public static final Path FILE = Path.of(System.getProperty("java.io.tmpdir"), "heartbeat");

    private final Path file;
    private final Log log;
    private boolean warned;

    public Heartbeat(Path file, Log log) {
        this.file = file;
        this.log = log;
    }

    /** Sets the file's time to {@code now}, making the file if need be. A file that can't be written is said once. */
    public void beat(Instant now) {
        try {
            touch(now);
            warned = false;
        } catch (IOException e) {
            if (!warned) {
                log.warn(
                        "cannot touch the heartbeat file, so a health check will fail",
                        line -> line.add("file", file.toString()).add("cause", Causes.inWords(e)));
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
