package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end and keeps its standard output and standard error in one text. */
final class Command {
    /** The outcome of a program. */
    record Result(List<String> command, int exitCode, String output) {
        /** Returns the output. Fails the test if the program failed. */
        String orFail() {
            if (exitCode != 0) {
                throw new AssertionError(String.join(" ", command) + " ended with " + exitCode + ":\n" + output);
            }
            return output;
        }
    }

    private Command() {}

    static Result run(Duration limit, List<String> command) {
        return run(limit, command, Map.of());
    }

    /** Runs the program with these variables added to this JVM's environment. */
    static Result run(Duration limit, List<String> command, Map<String, String> variables) {
        try {
            // A file can't block the test, even if the program writes a lot or leaves a child process behind.
            Path output = Files.createTempFile("compose-tests", ".log");
            try {
                ProcessBuilder builder = new ProcessBuilder(command);
                builder.environment().putAll(variables);
                Process process = builder.redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
                process.getOutputStream().close();
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(
                            String.join(" ", command) + " was not done after " + limit + ":\n" + read(output));
                }
                return new Result(command, process.exitValue(), read(output));
            } finally {
                Files.delete(output);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + String.join(" ", command), e);
        }
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
