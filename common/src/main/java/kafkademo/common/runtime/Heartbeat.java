package kafkademo.common.runtime;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;

/** A file whose age tells whether the service is healthy: a health check reads it without starting a JVM. */
final class Heartbeat {
    static final String FILE_NAME = "heartbeat";

    private final Path file;
    private final Log log;
    private boolean warned;

    Heartbeat(Path file, Log log) {
        this.file = file;
        this.log = log;
    }

    /** Sets the file's time to {@code now} and creates the file if need be. Warns once while that fails. */
    void beat(Instant now) {
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
