package kafkademo.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A Java agent that ends its JVM when the parent JVM is gone, even if the parent was killed and could not clean up.
 *
 * <p>The agent waits for the end of standard input. Only the parent holds the other end of that pipe, and the system
 * closes it when the parent dies. The agent's argument says how to end and, after a comma, which folder to delete then.
 * {@code exit} runs the shutdown hooks, as SIGTERM does. {@code halt} waits while the other processes run their hooks
 * and then ends at once, which is right for a broker whose data is thrown away.
 */
public final class ParentWatch {
    private static final int ORDERLY_SECONDS = 8;
    private static final int LINGER_SECONDS = 3;

    private ParentWatch() {}

    /** Returns the JVM option that loads the agent. */
    static String option(Path jar, boolean orderly, Path folder) {
        return "-javaagent:" + jar + "=" + (orderly ? "exit" : "halt") + "," + folder;
    }

    /** Called by the JVM before {@code main}. */
    public static void premain(String argument) {
        String[] parts = argument.split(",", 2);
        Thread thread = new Thread(() -> watch(System.in, parts[0].equals("exit"), Path.of(parts[1])), "parent-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private static void watch(InputStream in, boolean orderly, Path folder) {
        awaitEnd(in);
        if (orderly) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> deleteOwn(folder), "parent-watch-delete"));
            new Thread(() -> System.exit(1), "parent-watch-exit").start();
            pause(ORDERLY_SECONDS);
        } else {
            pause(LINGER_SECONDS);
            RunFolder.delete(folder);
        }
        Runtime.getRuntime().halt(1);
    }

    /**
     * Deletes a service's folder. It lies inside the run's folder, which is deleted too if nobody else is left to do
     * it.
     */
    private static void deleteOwn(Path folder) {
        RunFolder.delete(folder);
        folder.getParent().toFile().delete();
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // The parent sends nothing. Ignore any input and wait for the end of the stream.
            }
        } catch (IOException e) {
            // Treated as the end of the stream.
        }
    }

    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread, and ending early does no harm.
        }
    }
}
