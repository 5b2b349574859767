package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Starts and stops the stack as a user does, in a JVM of its own. */
class LocalStackIT {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final Pattern PROCESS = Pattern.compile("\\(process (\\d+)\\)");

    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path temporary;

    private Child stack;

    @AfterEach
    void leavesNothing() {
        stack.kill();
        await().atMost(END_LIMIT).untilAsserted(() -> {
            assertThat(processes()).noneMatch(ProcessHandle::isAlive);
            assertThat(temporary).isEmptyDirectory();
        });
    }

    @Test
    void allFourProcessesRunUntilSigtermAndStopInOrder() {
        start(Map.of("MESSAGES_PER_SECOND", "100", "ERROR_RATE", "0.5"));
        awaitLine("producer  \\| .* starting .*messages_per_second=100 error_rate=0.5.*");
        awaitLine("consumer  \\| .* processed .*");
        awaitLine("consumer  \\| .* JSON decode error .*");

        stack.terminate();

        assertThat(stack.awaitEnd(END_LIMIT)).isTrue();
        assertThat(stack.exitCode()).isEqualTo(143);
        assertThat(lines()).allMatch(line -> line.matches("(stack    |producer |consumer ) \\| .+"));
        assertThat(lines())
                .containsSubsequence(
                        "stack     | ending producer and consumer",
                        "stack     | ending Kafka",
                        "stack     | ending ZooKeeper")
                .anyMatch(line -> line.startsWith("producer ") && line.contains(" summary "))
                .anyMatch(line -> line.startsWith("consumer ") && line.contains(" summary "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"starting ZooKeeper", "starting Kafka", "started the consumer"})
    void theStackCanBeStoppedWhileItStarts(String moment) {
        start(Map.of());
        awaitLine("stack     \\| " + moment + ".*");

        stack.terminate();

        assertThat(stack.awaitEnd(END_LIMIT)).isTrue();
        assertThat(stack.exitCode()).isEqualTo(143);
    }

    @Test
    void theStackExitsWith1AndNamesAProcessThatDies() {
        start(Map.of());
        awaitLine("consumer  \\| .* processed .*");
        List<ProcessHandle> processes = processes();

        processes.get(1).destroyForcibly();

        assertThat(stack.awaitEnd(END_LIMIT)).isTrue();
        assertThat(stack.exitCode()).isEqualTo(1);
        assertThat(lines())
                .contains("stack     | kafka ended with exit code 137; its last lines:")
                .anyMatch(line -> line.matches("stack     \\| .* INFO kafka\\..*"));
    }

    @Test
    void theStackReportsAnInvalidSetting() {
        start(Map.of("ERROR_RATE", "2"));

        assertThat(stack.awaitEnd(START_LIMIT)).isTrue();
        assertThat(stack.exitCode()).isEqualTo(1);
        assertThat(lines()).contains("stack     | producer ended with exit code 2; its last lines:");
    }

    @Test
    void noProcessSurvivesWhenTheStackIsKilled() {
        start(Map.of());
        awaitLine("consumer  \\| .* processed .*");
        List<ProcessHandle> processes = processes();
        assertThat(processes).hasSize(4);

        stack.kill();

        await().atMost(END_LIMIT).untilAsserted(() -> assertThat(processes).noneMatch(ProcessHandle::isAlive));
    }

    @Test
    void theServicesUseTheBrokerThatTheUserNames() {
        String address = "127.0.0.1:" + new FreePorts().next();
        start(Map.of("KAFKA_BROKER", address));
        awaitLine("producer  \\| .* waiting for the broker broker=" + address + " .*");

        assertThat(processes()).hasSize(2);
        stack.terminate();

        assertThat(stack.awaitEnd(END_LIMIT)).isTrue();
        assertThat(stack.exitCode()).isEqualTo(143);
    }

    private void start(Map<String, String> settings) {
        Path root = Path.of(System.getProperty("project.root")).toAbsolutePath().normalize();
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("CLASSPATH", root.resolve("local-stack/target/classes").toString());
        List<String> command =
                JavaCommand.ofMain(List.of("-Djava.io.tmpdir=" + temporary), "kafkademo.localstack.Main", root);
        stack = Child.start("stack", command, environment, root, this::add, this::add);
    }

    private void awaitLine(String pattern) {
        await().atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .failFast("ended", stack::requireAlive)
                .until(() -> lines().stream().anyMatch(line -> line.matches(pattern)));
    }

    /** Returns the processes that the stack has named, in the order in which they started. */
    private List<ProcessHandle> processes() {
        return lines().stream()
                .map(PROCESS::matcher)
                .filter(Matcher::find)
                .map(matcher -> ProcessHandle.of(Long.parseLong(matcher.group(1))))
                .flatMap(found -> found.isPresent() ? Stream.of(found.get()) : Stream.empty())
                .toList();
    }

    private synchronized void add(String line) {
        lines.add(line);
    }

    private synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
