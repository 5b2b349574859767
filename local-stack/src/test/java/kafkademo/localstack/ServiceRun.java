package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import kafkademo.testing.JsonLine;
import kafkademo.testing.Position;
import kafkademo.testing.TextLine;

/** Runs a service as a process and keeps its output. */
final class ServiceRun implements AutoCloseable {
    /** What lines say of messages that were acknowledged. */
    static final Set<String> SENT = Set.of("sent", "sent malformed", "sent drifted");

    /** What lines say of records that were handled. */
    static final Set<String> HANDLED = Set.of("processed", "unexpected event", "JSON decode error");

    /** Long enough for a busy machine. Only a fault exceeds it. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    /** The service's own budget for a stop, which is less than Compose allows. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(8);

    /** The JVM writes this to standard error when the environment brings options. */
    private static final String OPTIONS_TAKEN = "Picked up JAVA_TOOL_OPTIONS: ";

    private final List<String> out = new ArrayList<>();
    private final List<String> err = new ArrayList<>();
    private final List<TextLine> parsed = new ArrayList<>();
    private final RunFolder folder = RunFolder.create();
    private final Function<String, TextLine> parser;
    private final Child child;

    private ServiceRun(Path jar, Artifacts artifacts, Map<String, String> environment) {
        boolean json = environment.getOrDefault("LOG_FORMAT", "text").equals("json");
        parser = json ? line -> JsonLine.parse(line).inText() : TextLine::parse;
        child = ServiceProcess.start(
                jar, artifacts, folder, environment, line -> add(out, line), line -> add(err, line));
    }

    static ServiceRun producer(TestBroker broker, Map<String, String> settings) {
        return producer(broker.artifacts(), withAddress(broker, settings));
    }

    static ServiceRun consumer(TestBroker broker, Map<String, String> settings) {
        return consumer(broker.artifacts(), withAddress(broker, settings));
    }

    /** Runs a producer whose settings include the broker's address. */
    static ServiceRun producer(Artifacts artifacts, Map<String, String> settings) {
        return new ServiceRun(artifacts.producer(), artifacts, withAllLines(settings));
    }

    /** Runs a consumer whose settings include the broker's address. */
    static ServiceRun consumer(Artifacts artifacts, Map<String, String> settings) {
        return new ServiceRun(artifacts.consumer(), artifacts, withAllLines(settings));
    }

    private static Map<String, String> withAddress(TestBroker broker, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putIfAbsent("KAFKA_BROKER", broker.address());
        return environment;
    }

    private static Map<String, String> withAllLines(Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("LOG_LINES_PER_SECOND", "1000000");
        return environment;
    }

    /** Returns the raw lines of standard output so far. */
    synchronized List<String> output() {
        return List.copyOf(out);
    }

    /**
     * Returns all lines of standard output so far. A malformed line fails the test. JSON lines are returned as their
     * text equivalent.
     */
    synchronized List<TextLine> lines() {
        while (parsed.size() < out.size()) {
            parsed.add(parser.apply(out.get(parsed.size())));
        }
        return List.copyOf(parsed);
    }

    /** Returns the lines with one of these messages. */
    List<TextLine> lines(String... messages) {
        return lines(Set.of(messages));
    }

    private List<TextLine> lines(Set<String> messages) {
        return lines().stream()
                .filter(line -> messages.contains(line.message()))
                .toList();
    }

    /** Returns the lines of the messages that were acknowledged to a producer. */
    List<TextLine> sent() {
        return lines(SENT);
    }

    /** Returns the lines of the records that a consumer has handled. */
    List<TextLine> handled() {
        return lines(HANDLED);
    }

    /** Returns the positions of the records that the service has sent or handled. */
    Set<Position> positions() {
        Set<Position> positions = new HashSet<>();
        sent().forEach(line -> positions.add(line.position()));
        handled().forEach(line -> positions.add(line.position()));
        return positions;
    }

    /** Waits until there are at least this many lines with this message. */
    void awaitLines(String message, int count) {
        awaitThat(() -> assertThat(lines(message)).hasSizeGreaterThanOrEqualTo(count));
    }

    /** Waits until an assertion holds. Fails if the process ends before that. */
    void awaitThat(Runnable assertion) {
        await().atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .failFast("ended", child::requireAlive)
                .untilAsserted(assertion::run);
    }

    /** Returns the last summary line. */
    TextLine summary() {
        List<TextLine> summaries = lines("summary");
        assertThat(summaries).isNotEmpty();
        return summaries.get(summaries.size() - 1);
    }

    /** Returns the age of the heartbeat as the health check sees it, or a very long time if there is no heartbeat. */
    Duration sinceHeartbeat() {
        Path heartbeat = folder.temporaryOf(child.name()).resolve("heartbeat");
        try {
            return Duration.between(Files.getLastModifiedTime(heartbeat).toInstant(), Instant.now());
        } catch (IOException e) {
            return Duration.ofDays(1);
        }
    }

    /** Sends SIGTERM and returns at once. */
    void terminate() {
        child.terminate();
    }

    /** Waits for an orderly end after SIGTERM within the service's budget, and checks the last lines. */
    void awaitOrderlyEnd() {
        assertThat(child.awaitEnd(STOP_LIMIT))
                .as("%s ends by itself", child.name())
                .isTrue();
        assertThat(child.exitCode())
                .as("exit code of %s: %s", child.name(), child.tail())
                .isEqualTo(143);
        assertThat(errors()).as("standard error of %s", child.name()).isEmpty();
        List<String> messages = lines().stream().map(TextLine::message).toList();
        assertThat(messages.subList(messages.lastIndexOf("summary"), messages.size()))
                .as("the end of %s", child.name())
                .startsWith("summary")
                .endsWith("stopped")
                .isSubsetOf("summary", "sends failed", "stopped");
    }

    /** Stops the service as Compose does. */
    void stop() {
        terminate();
        awaitOrderlyEnd();
    }

    /** Waits until the service has ended by itself, and returns its exit code. */
    int awaitExitCode() {
        assertThat(child.awaitEnd(LIMIT)).as("%s ends by itself", child.name()).isTrue();
        return child.exitCode();
    }

    /** Kills the service without giving it a chance to clean up. */
    void kill() {
        child.kill();
    }

    /** Returns the service's process. */
    Child process() {
        return child;
    }

    /** Returns the lines of standard error. */
    synchronized List<String> errors() {
        return err.stream().filter(line -> !line.startsWith(OPTIONS_TAKEN)).toList();
    }

    private synchronized void add(List<String> lines, String line) {
        lines.add(line);
    }

    @Override
    public void close() {
        child.kill();
        folder.close();
    }
}
