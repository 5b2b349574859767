package kafkademo.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The files that the build produces and the stack runs.
 *
 * @param producer the producer's jar, with its lib/ beside it
 * @param consumer the consumer's jar, with its lib/ beside it
 * @param parentWatch the jar that contains {@link ParentWatch} as an agent
 * @param brokerClassPath the jars of Kafka and ZooKeeper, as a class path
 */
public record Artifacts(Path producer, Path consumer, Path parentWatch, String brokerClassPath) {

    /** Returns the artifacts under the project's root folder. Throws a {@link StackException} if one is missing. */
    public static Artifacts under(Path root) {
        Path folder = root.toAbsolutePath().normalize();
        return new Artifacts(
                built(folder.resolve("producer/target/producer.jar")),
                built(folder.resolve("consumer/target/consumer.jar")),
                built(folder.resolve("local-stack/target/local-stack.jar")),
                content(built(folder.resolve("local-stack/broker/target/classpath"))));
    }

    private static Path built(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new StackException(file + " is missing: build it with mvn package");
        }
        return file;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new StackException("can't read " + file + ": " + e.getMessage(), e);
        }
    }
}
