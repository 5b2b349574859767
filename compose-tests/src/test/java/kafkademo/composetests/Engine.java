package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds Docker on this machine, knows the name of its Compose command, and inspects containers. */
final class Engine {
    private static final Duration SHORT = Duration.ofMinutes(3);

    private Engine() {}

    /** Returns why Compose can't be used here, or an empty string if it can. */
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

    /**
     * Returns {@code docker-compose} if it is installed, else {@code docker compose}. Version 1 of the former is
     * ignored.
     */
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

    /** Returns whether Compose knows {@code !reset}, {@code !override} and optional files of variables, as 2.24 does. */
    static boolean composeKnowsReset() {
        List<String> command = new ArrayList<>(composeCommand());
        command.addAll(List.of("version", "--short"));
        Matcher version = Pattern.compile("v?(\\d+)\\.(\\d+)")
                .matcher(Command.run(SHORT, command).orFail());
        if (!version.find()) {
            throw new IllegalStateException("Compose does not say its version");
        }
        int major = Integer.parseInt(version.group(1));
        return major > 2 || (major == 2 && Integer.parseInt(version.group(2)) >= 24);
    }

    static String docker(String... arguments) {
        List<String> command = new ArrayList<>(List.of("docker"));
        command.addAll(List.of(arguments));
        return Command.run(SHORT, command).orFail();
    }

    /** Returns a container's property, given by a template of {@code docker inspect}. */
    static String inspect(String container, String template) {
        return docker("inspect", "--format", template, container).strip();
    }

    /** Fails, and says what to do, if the port that the Compose file publishes is in use on this machine. */
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
