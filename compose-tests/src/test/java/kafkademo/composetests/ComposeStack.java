package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import kafkademo.testing.TextLine;

/** Runs the stack from the real Compose files under its own project name, with the commands that a user types. */
final class ComposeStack implements AutoCloseable {
    static final String PROJECT = "kafkademo-tests";

    private static final Path ROOT =
            Path.of(System.getProperty("project.root")).toAbsolutePath().normalize();
    private static final Path FILE = ROOT.resolve("docker-compose.yml");
    private static final Path EDITED = ROOT.resolve("compose-tests/target/docker-compose.edited.yml");
    /** Enough for a busy machine that still has to download the images. */
    private static final Duration UP_LIMIT = Duration.ofMinutes(30);

    /**
     * An attestation contains the time of day. With the image store of newer engines, some releases of Compose
     * therefore take every build for a new image and recreate unchanged containers.
     */
    private static final Map<String, String> NO_ATTESTATIONS = Map.of("BUILDX_NO_DEFAULT_ATTESTATIONS", "1");

    /** Commands that leave the containers as they are. */
    private static final Set<String> HARMLESS = Set.of("config", "exec", "logs", "ps", "run");

    /** Whether nothing has touched the containers since the last unchanged "up". There is only one stack at a time. */
    private static boolean untouched;

    private final List<String> compose = Engine.composeCommand();
    private final Composition composition;
    private Throwable failedStart;
    private boolean started;

    ComposeStack(Composition composition) {
        this.composition = composition;
    }

    Composition composition() {
        return composition;
    }

    /** Returns the file as it is in the repository. */
    static ComposeFile file() {
        try {
            return new ComposeFile(Files.readString(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Brings the stack up from nothing at the first call. Later calls report the same outcome. */
    void startOnce() {
        if (failedStart != null) {
            throw new AssertionError("the stack did not come up, see the first failure", failedStart);
        }
        if (started) {
            return;
        }
        started = true;
        try {
            down();
            composition.ports().forEach(Engine::demandFree);
            compose("build");
            buildAndUp(file());
            awaitAllHealthy();
        } catch (Throwable e) {
            failedStart = e;
            printState();
            throw e;
        }
    }

    /** Says that something else than a method of this class changes the containers. */
    static void touched() {
        untouched = false;
    }

    /** Makes the stack what the file in the repository says. Costs little if no test has changed it. */
    void restore() {
        if (!untouched) {
            up();
        }
        awaitAllHealthy();
        untouched = true;
    }

    /** Runs {@code docker-compose up -d} with the unchanged file. The images are those of the start. */
    void up(String... options) {
        up(file(), options);
    }

    /** Runs the same command with an edited file instead of the original. */
    void up(ComposeFile edited, String... options) {
        up(edited, List.of("up", "-d"), options);
    }

    /** Runs {@code docker-compose up -d --build}, as a user would. It takes some seconds more, though nothing is built. */
    void buildAndUp(ComposeFile edited, String... options) {
        up(edited, List.of("up", "-d", "--build"), options);
    }

    private void up(ComposeFile edited, List<String> command, String... options) {
        try {
            Files.createDirectories(EDITED.getParent());
            Files.writeString(EDITED, edited.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> arguments = new ArrayList<>(command);
        arguments.addAll(List.of(options));
        if (composition != Composition.PLAIN) {
            arguments.addAll(composition.services());
        }
        compose(edited.equals(file()) ? FILE : EDITED, arguments).orFail();
    }

    /** Runs {@code docker-compose ARGUMENTS}, which must succeed. */
    String compose(String... arguments) {
        return compose(FILE, List.of(arguments)).orFail();
    }

    /** Runs {@code docker-compose ARGUMENTS}, which may fail. */
    Command.Result tryCompose(String... arguments) {
        return compose(FILE, List.of(arguments));
    }

    private Command.Result compose(Path file, List<String> arguments) {
        List<String> command = new ArrayList<>(compose);
        command.addAll(List.of("--ansi=never", "-p", PROJECT, "--project-directory", ROOT.toString()));
        for (String each : composition.files()) {
            Path path = ROOT.resolve(each);
            command.addAll(List.of("-f", (path.equals(FILE) ? file : path).toString()));
        }
        command.addAll(arguments);
        untouched &= HARMLESS.contains(arguments.get(0));
        System.out.println("docker-compose " + String.join(" ", arguments));
        return Command.run(UP_LIMIT, command, NO_ATTESTATIONS);
    }

    private void down() {
        compose("down", "-v", "--remove-orphans", "--rmi", "local", "-t", "5");
    }

    /** Returns the ids of the service's containers, running or not. */
    List<String> containers(String service) {
        return Engine.docker(
                        "ps",
                        "-aq",
                        "--no-trunc",
                        "--filter",
                        "label=com.docker.compose.project=" + PROJECT,
                        "--filter",
                        "label=com.docker.compose.service=" + service)
                .lines()
                .toList();
    }

    /** Returns the id of the service's only container. */
    String container(String service) {
        List<String> ids = containers(service);
        assertThat(ids).as("containers of %s", service).hasSize(1);
        return ids.get(0);
    }

    /** Returns each service's container. */
    Map<String, String> containerByService() {
        Map<String, String> ids = new TreeMap<>();
        composition.services().forEach(service -> ids.put(service, container(service)));
        return ids;
    }

    /**
     * Returns all containers of the project as "service state", followed by the health or, after the end, the exit
     * code.
     */
    private List<String> states() {
        String ids = Engine.docker("ps", "-aq", "--filter", "label=com.docker.compose.project=" + PROJECT);
        String template = "{{index .Config.Labels \"com.docker.compose.service\"}} {{.State.Status}}"
                + "{{if eq .State.Status \"exited\"}} {{.State.ExitCode}}{{else if .State.Health}} {{.State.Health.Status}}{{end}}";
        return ids.lines().map(id -> Engine.inspect(id, template)).toList();
    }

    /** Waits until exactly the expected containers are there and healthy. */
    void awaitAllHealthy() {
        await("all containers healthy")
                .untilAsserted(() -> assertThat(states()).containsExactlyInAnyOrderElementsOf(composition.states()));
    }

    /**
     * Kills the containers' processes without using the engine. After a Docker command, the engine would treat the stop
     * as intended and not restart them.
     */
    void killProcesses() {
        touched();
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--pid=host", "--user=0"));
        command.addAll(List.of("--entrypoint=sh", Engine.inspect(container("producer"), "{{.Image}}"), "-c"));
        command.add("kill -9 "
                + containerByService().values().stream()
                        .map(id -> Engine.inspect(id, "{{.State.Pid}}"))
                        .collect(Collectors.joining(" ")));
        Engine.docker(command.toArray(String[]::new));
    }

    /** Returns all lines that the service's container has written. */
    List<String> output(String service) {
        return Engine.docker("logs", container(service)).lines().toList();
    }

    /** Returns the log lines among them. A JVM and an agent write other lines too. */
    List<TextLine> log(String service) {
        return output(service).stream()
                .filter(TextLine::isOne)
                .map(TextLine::parse)
                .toList();
    }

    /** Returns the lines with this message. */
    List<TextLine> log(String service, String message) {
        return log(service).stream()
                .filter(entry -> entry.message().equals(message))
                .toList();
    }

    /** Prints the containers and the end of each log, for a failed test. */
    void printState() {
        System.out.println(compose(FILE, List.of("ps", "-a")).output());
        for (String service : composition.services()) {
            System.out.println(compose(FILE, List.of("logs", "--no-color", "--tail", "60", service))
                    .output());
        }
    }

    /** Removes everything, however the tests ended. */
    @Override
    public void close() {
        if (started) {
            down();
        }
    }
}
