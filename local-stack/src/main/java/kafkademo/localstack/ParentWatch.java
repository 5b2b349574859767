package kafkademo.localstack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A Java agent that ends its JVM once the one that started it is gone, even if that was killed with no time to clean up.
 *
 * <p>The sign is the end of standard input: only the parent holds the other end of that pipe, and the system closes it
 * for a parent that can't. The agent's argument is how to end, and after a comma which folder to remove then:
 * {@code exit} runs the shutdown hooks, as for SIGTERM; {@code halt} first gives the others the time for theirs and then
 * ends at once, which is right for a broker whose data is thrown away.
 */
public final class ParentWatch {
    private static final int ORDERLY_SECONDS = 8;
    private static final int LINGER_SECONDS = 3;

    private ParentWatch() {}

    /** The option that puts the agent into a JVM. */
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

    /** A service has a folder within the run's, and removes that one too if nobody else is left to do it. */
    private static void deleteOwn(Path folder) {
        RunFolder.delete(folder);
        folder.getParent().toFile().delete();
    }

    private static void awaitEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // The parent writes nothing; whatever comes is not its end.
            }
        } catch (IOException e) {
            // As good as the end.
        }
    }

    private static void pause(int seconds) {
        try {
            TimeUnit.SECONDS.sleep(seconds);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; ending early does no harm.
        }
    }
}
