package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JVM options with which the images start the services. */
final class ImageOptions {
    private ImageOptions() {}

    /** The options in the file that is copied into each service's image. */
    static List<String> of(Path root) {
        try {
            return parse(Files.readString(root.resolve("common/src/main/sh/jvm.options")));
        } catch (IOException e) {
            throw new BenchException("cannot read the images' JVM options", e);
        }
    }

    /** Reads the words of an argument file of the {@code java} command, which has comments but, here, no quotes. */
    static List<String> parse(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .toList();
    }

    /** The project's root, seen from a service's jar in its {@code target/}. */
    static Path root(Path jar) {
        return jar.toAbsolutePath().normalize().getParent().getParent().getParent();
    }
}
