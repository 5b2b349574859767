package kafkademo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A JVM under measurement, with its output in a file. Closing it kills the JVM and deletes the file, which may hold a
 * line per record.
 */
final class Jvm implements AutoCloseable {
    private static final int STOP_SECONDS = 10;
    private static final int TAIL_LINES = 10;

    private final String name;
    private final Process process;
    /** Asked for while the process runs: once it has ended, somebody else may have its id. */
    private final CompletableFuture<Process> exit;

    private final Path output;
    private final long startedNanos = System.nanoTime();

    Jvm(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.exit = process.onExit();
        this.output = output;
    }

    /** Returns whether this system reports a process's memory. */
    static boolean tellsMemory() {
        return Files.isReadable(Path.of("/proc/self/status"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns the start time on the clock of {@link System#nanoTime}. */
    long startedNanos() {
        return startedNanos;
    }

    /** Returns the process. Its standard output can be read if it was started that way. */
    Process process() {
        return process;
    }

    /** Returns the processor time used so far, in seconds. */
    OptionalDouble cpuSeconds() {
        return process.info().totalCpuDuration().stream()
                .mapToDouble(used -> used.toNanos() / 1e9)
                .findFirst();
    }

    /**
     * Returns one of Linux's memory figures for the process, in megabytes.
     *
     * @param name {@code VmRSS} for the current value, {@code VmHWM} for the peak
     */
    OptionalDouble megabytes(String name) {
        String value = Machine.valueIn(Path.of("/proc/" + process.pid() + "/status"), name);
        return value.endsWith(" kB")
                ? OptionalDouble.of(Long.parseLong(value.substring(0, value.length() - 3)) / 1024.0)
                : OptionalDouble.empty();
    }

    /** Returns the number of lines written so far, if the output goes to a file. */
    long lines() {
        try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
            return lines.count();
        } catch (IOException e) {
            throw new BenchException("cannot read what " + name + " writes", e);
        }
    }

    /** Throws a {@link BenchException} with the last lines if the JVM has ended. */
    void mustRun() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    /** Waits until the JVM ends by itself. Returns its exit code. */
    int exitCode() {
        exit.join();
        return process.exitValue();
    }

    /** Returns an exception that says how the JVM ended, with its last lines. */
    BenchException ended() {
        return new BenchException(name + " ended with exit code " + process.exitValue() + "; its last lines:\n"
                + String.join("\n", tail()));
    }

    private List<String> tail() {
        try {
            List<String> lines =
                    Files.readString(output, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    /** Sends SIGTERM and returns at once. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Sends SIGTERM and waits until the JVM has ended. */
    void stop() throws InterruptedException {
        terminate();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            close();
        }
    }

    @Override
    public void close() {
        if (!exit.isDone()) {
            kill(process.toHandle());
        }
        exit.join();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            // The whole folder is deleted at the end.
        }
    }

    /** Kills the parent first. A training has a child process that writes the cache. */
    private static void kill(ProcessHandle handle) {
        List<ProcessHandle> children = handle.children().toList();
        handle.destroyForcibly();
        children.forEach(Jvm::kill);
    }
}
