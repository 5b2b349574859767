package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Docker on this machine: whether it is there, how its Compose is spelled, and what it says about a container. */
final class Engine {
    private static final Duration SHORT = Duration.ofMinutes(3);

    private Engine() {}

    /** Why Compose can't be driven here; empty if it can. */
    static String whyNotUsable() {
        try {
            Command.Result info = Command.run(SHORT, List.of("docker", "info", "--format", "{{.ServerVersion}}"));
            if (info.exitCode() != 0) {
                return "no Docker engine answers: " + info.output().strip();
            }
            composeCommand();
            return "";
        } catch (UncheckedIOException e) {
            return "Docker is not installed: " + e.getCause().getMessage();
        } catch (IllegalStateException e) {
            return e.getMessage();
        }
    }

    /** {@code docker-compose} where there is one, else {@code docker compose}; version 1 of the former counts as none. */
    static List<String> composeCommand() {
        for (List<String> command : List.of(List.of("docker-compose"), List.of("docker", "compose"))) {
            List<String> asked = new ArrayList<>(command);
            asked.addAll(List.of("version", "--short"));
            try {
                Command.Result version = Command.run(SHORT, asked);
                if (version.exitCode() == 0 && !version.output().startsWith("1.")) {
                    return command;
                }
            } catch (UncheckedIOException e) {
                continue; // not installed under this name
            }
        }
        throw new IllegalStateException("neither docker-compose (version 2 or later) nor docker compose is installed");
    }

    static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Command.run(SHORT, command).orFail();
    }

    /** A property of a container, by a template of {@code docker inspect}. */
    static String inspect(String container, String template) {
        return docker("inspect", "--format", template, container).strip();
    }

    /** Fails, with the remedy, if something on this machine has the port that the Compose file publishes. */
    static void demandFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assert socket.isBound();
        } catch (IOException e) {
            throw new AssertionError(
                    "port " + port + " of this machine, which the stack needs, is in use (" + e.getMessage()
                            + "). Is the demo running? Then first: docker-compose down",
                    e);
        }
    }
}
