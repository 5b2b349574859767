package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts how often the containers of the stack end, by service and exit code, while the engine is listened to. */
final class ContainerEnds implements AutoCloseable {
    private static final String TEMPLATE =
            "{{index .Actor.Attributes \"com.docker.compose.service\"}} {{.Actor.Attributes.exitCode}}";

    private final Path file;
    private final Process events;

    /** Listens until it is closed. The engine itself remembers too few events to be asked afterwards. */
    ContainerEnds(Path file) {
        this.file = file;
        List<String> command = List.of(
                "docker",
                "events",
                "--since=" + Instant.now(),
                "--filter=event=die",
                "--filter=label=com.docker.compose.project=" + ComposeStack.PROJECT,
                "--filter=label=com.docker.compose.oneoff=False",
                "--format=" + TEMPLATE);
        try {
            events = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns how often each service has ended so far, by exit code. */
    Map<String, Map<Integer, Long>> byService() {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> line.split(" "))
                    .collect(Collectors.groupingBy(
                            words -> words[0],
                            TreeMap::new,
                            Collectors.groupingBy(
                                    (String[] words) -> Integer.valueOf(words[1]),
                                    TreeMap::new,
                                    Collectors.counting())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        events.destroy();
    }
}
