package kafkademo.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM that is being measured, its output in a file. Closing it kills it and removes the file, which may hold a line per record. */
final class Jvm implements AutoCloseable {
    private static final int STOP_SECONDS = 10;
    private static final int TAIL_LINES = 10;

    private final String name;
    private final Process process;
    private final Path output;
    private final long startedNanos = System.nanoTime();

    Jvm(String name, Process process, Path output) {
        this.name = name;
        this.process = process;
        this.output = output;
    }

    /** Whether this system tells of a process's memory. */
    static boolean tellsMemory() {
        return Files.isReadable(Path.of("/proc/self/status"));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** When it was started, by {@link System#nanoTime}. */
    long startedNanos() {
        return startedNanos;
    }

    /** Its standard output as a stream, if it was started so. */
    Process process() {
        return process;
    }

    /** Processor seconds used so far. */
    OptionalDouble cpuSeconds() {
        return process.info().totalCpuDuration().stream()
                .mapToDouble(used -> used.toNanos() / 1e9)
                .findFirst();
    }

    /**
     * A line of what Linux tells of its memory, in megabytes.
     *
     * @param name {@code VmRSS} for what it holds now, {@code VmHWM} for the most it ever held
     */
    OptionalDouble megabytes(String name) {
        String value = Machine.valueIn(Path.of("/proc/" + process.pid() + "/status"), name);
        return value.endsWith(" kB")
                ? OptionalDouble.of(Long.parseLong(value.substring(0, value.length() - 3)) / 1024.0)
                : OptionalDouble.empty();
    }

    /** How many lines it has written so far, if its output goes to a file. */
    long lines() {
        try (Stream<String> lines = Files.lines(output, StandardCharsets.ISO_8859_1)) {
            return lines.count();
        } catch (IOException e) {
            throw new BenchException("cannot read what " + name + " writes", e);
        }
    }

    /** Fails if it has ended, with the last lines that it wrote. */
    void mustRun() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    /** Waits until it has ended by itself. */
    int exitCode() {
        process.onExit().join();
        return process.exitValue();
    }

    /** That it has ended, and how, with the last lines that it wrote. */
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

    /** Asks it to end. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** Asks it to end and waits until it has. */
    void stop() throws InterruptedException {
        terminate();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            close();
        }
    }

    @Override
    public void close() {
        kill(process.toHandle());
        process.onExit().join();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            // Removed with everything else at the end.
        }
    }

    /** From the top down: a training has a child that writes the cache. */
    private static void kill(ProcessHandle handle) {
        List<ProcessHandle> children = handle.children().toList();
        handle.destroyForcibly();
        children.forEach(Jvm::kill);
    }
}
