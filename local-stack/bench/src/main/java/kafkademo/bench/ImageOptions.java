package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The JVM options that the images start the services with. */
final class ImageOptions {
    private ImageOptions() {}

    /** Returns the options from the file that is copied into each service's image. */
    static List<String> of(Path root) {
        try {
            return parse(Files.readString(root.resolve("common/src/main/sh/jvm.options")));
        } catch (IOException e) {
            throw new BenchException("cannot read the images' JVM options", e);
        }
    }

    /** Splits an argument file of the {@code java} command into words. It may contain comments but no quotes. */
    static List<String> parse(String text) {
        return text.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .flatMap(line -> Stream.of(line.split("\\s+")))
                .toList();
    }

    /** Returns the project's root for a service's jar in its {@code target/}. */
    static Path root(Path jar) {
        return jar.toAbsolutePath().normalize().getParent().getParent().getParent();
    }
}
