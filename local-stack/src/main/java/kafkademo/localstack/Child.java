package kafkademo.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A running process, with its lines pumped to where they belong. */
public final class Child {
    private static final int TAIL_LINES = 20;

    /** What a process can still have in its pipes after its end is read in far less. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final String name;
    private final Process process;
    private final Tail tail = new Tail(TAIL_LINES);
    private final List<Thread> pumps;

    private Child(String name, Process process, Consumer<String> out, Consumer<String> err) {
        this.name = name;
        this.process = process;
        this.pumps = List.of(
                LinePump.start(name + "-out", process.getInputStream(), out.andThen(tail::add)),
                LinePump.start(name + "-err", process.getErrorStream(), err.andThen(tail::add)));
    }

    /**
     * Starts a process.
     *
     * <p>Its standard input is a pipe that nobody writes to: the system closes it when this JVM ends, however it ends,
     * and {@link ParentWatch} takes that as its sign.
     */
    static Child start(
            String name,
            List<String> command,
            Map<String, String> environment,
            Path folder,
            Consumer<String> out,
            Consumer<String> err) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            return new Child(name, builder.start(), out, err);
        } catch (IOException e) {
            throw new StackException("can't start " + name + ": " + e.getMessage(), e);
        }
    }

    /** The name it was given. */
    public String name() {
        return name;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Throws a {@link StackException} that tells how it ended, unless it still runs. */
    void requireAlive() {
        if (!isAlive()) {
            throw StackException.died(this);
        }
    }

    /** Its exit code; for one that still runs, an {@link IllegalThreadStateException}. */
    public int exitCode() {
        return process.exitValue();
    }

    /** The last lines that it wrote; of one that has ended, with the very last. */
    public List<String> tail() {
        if (!process.isAlive()) {
            drain();
        }
        return tail.lines();
    }

    /** Done when the process has ended. */
    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** Asks it to end (SIGTERM) and doesn't wait. */
    public void terminate() {
        // By its handle: Process.destroy would also close the pipes, and the last lines would be lost.
        process.toHandle().destroy();
    }

    /** Ends it at once (SIGKILL) and waits until it's gone. */
    public void kill() {
        process.toHandle().destroyForcibly();
        process.onExit().join();
        drain();
    }

    /** Waits until it has ended, or kills it once the time is over. Returns whether it ended by itself. */
    public boolean awaitEnd(Duration limit) {
        boolean interrupted = false;
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                drain();
                return true;
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        kill();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void drain() {
        try {
            for (Thread pump : pumps) {
                pump.join(DRAIN.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
