package kafkademo.localstack;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A child process whose output is passed on line by line. */
public final class Child {
    private static final int TAIL_LINES = 20;

    /** Upper limit for reading what is left in the pipes of a process that has ended. It takes far less. */
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final String name;
    private final Process process;

    /**
     * Asked for while the process runs. Once it has ended, its id may be another process's or thread's, and {@link
     * Process#onExit} would wait for that.
     */
    private final CompletableFuture<Process> exit;

    private final Tail tail = new Tail(TAIL_LINES);
    private final List<Thread> pumps;

    /** A process that has just been started. */
    Child(String name, Process process, Consumer<String> out, Consumer<String> err) {
        this.name = name;
        this.process = process;
        this.exit = process.onExit();
        this.pumps = List.of(
                LinePump.start(name + "-out", process.getInputStream(), out.andThen(tail::add)),
                LinePump.start(name + "-err", process.getErrorStream(), err.andThen(tail::add)));
    }

    /**
     * Starts a process.
     *
     * <p>Its standard input is a pipe that nobody writes to. The system closes the pipe when this JVM ends, however it
     * ends. {@link ParentWatch} relies on that.
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

    /** Returns the name given at the start. */
    public String name() {
        return name;
    }

    /** Returns the process id. */
    public long pid() {
        return process.pid();
    }

    /** Returns whether the process is still running. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Throws a {@link StackException} that says how the process ended, unless it is still running. */
    void requireAlive() {
        if (!isAlive()) {
            throw StackException.died(this);
        }
    }

    /** Returns the exit code. Throws an {@link IllegalThreadStateException} if the process is still running. */
    public int exitCode() {
        return process.exitValue();
    }

    /** Returns the last lines that the process wrote. If it has ended, its final line is included. */
    public List<String> tail() {
        if (!process.isAlive()) {
            drain();
        }
        return tail.lines();
    }

    /** Completes when the process has ended. */
    CompletableFuture<Process> onExit() {
        return exit;
    }

    /** Sends SIGTERM and returns at once. */
    public void terminate() {
        // Process.destroy would also close the pipes, and the last lines would be lost.
        process.toHandle().destroy();
    }

    /** Sends SIGKILL and waits until the process has ended. */
    public void kill() {
        if (!exit.isDone()) {
            process.toHandle().destroyForcibly();
        }
        exit.join();
        drain();
    }

    /** Waits until the process has ended, and kills it after the limit. Returns whether it ended by itself. */
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
