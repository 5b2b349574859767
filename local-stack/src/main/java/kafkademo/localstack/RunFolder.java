package kafkademo.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The temporary folder for everything that one run writes: data, settings, logs, and the processes' temporary files.
 */
public final class RunFolder implements AutoCloseable {
    /**
     * A process that is ending can add files while its folder is being deleted. More than one retry is already rare.
     */
    private static final int TRIES = 5;

    private final Path path;

    private RunFolder(Path path) {
        this.path = path;
    }

    /** Creates a folder in the system's folder for temporary files. */
    public static RunFolder create() {
        try {
            return new RunFolder(Files.createTempDirectory("kafka-demo-"));
        } catch (IOException e) {
            throw new StackException("can't create a temporary folder: " + e.getMessage(), e);
        }
    }

    /** Returns the folder itself. */
    public Path path() {
        return path;
    }

    /** Returns the folder for the logs of ZooKeeper and Kafka. */
    public Path logs() {
        return sub("logs");
    }

    /**
     * Returns the folder for one process's temporary files, such as unpacked native libraries. Each process has its
     * own.
     */
    Path temporaryOf(String process) {
        return sub("tmp-" + process);
    }

    private Path sub(String name) {
        try {
            return Files.createDirectories(path.resolve(name));
        } catch (IOException e) {
            throw new StackException("can't create a folder in " + path + ": " + e.getMessage(), e);
        }
    }

    /** Deletes the folder and its contents. */
    @Override
    public void close() {
        if (!delete(path)) {
            throw new StackException("can't remove " + path);
        }
    }

    /** Deletes a folder and its contents. Returns whether it is gone. */
    static boolean delete(Path folder) {
        for (int i = 0; i < TRIES && Files.exists(folder); i++) {
            deleteOnce(folder);
        }
        return Files.notExists(folder);
    }

    private static void deleteOnce(Path folder) {
        try {
            for (Path path : deepestFirst(folder)) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The folder changed while it was read. The next try sees the change.
        }
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.sorted(Comparator.reverseOrder()).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }
}
