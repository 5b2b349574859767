package kafkademo.localstack;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Runs the whole stack on this machine until it's told to end. */
public final class Main {
    /** What a shell gets from a program that writes to a pipe nobody reads (SIGPIPE). */
    private static final int NOBODY_READS = 141;

    private Main() {}

    /** The argument is the project's root folder. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        // Not System.out: Maven replaces it by a stream of its own, which hides that nobody reads any more.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        int exitCode = run(Path.of(args[0]), environment, new Screen(out, Terminal.wantsColours(environment)));
        if (exitCode == NOBODY_READS) {
            // All is closed by now; Maven's shutdown hook would answer the closed pipe with a stack trace.
            Runtime.getRuntime().halt(exitCode);
        } else if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    private static int run(Path root, Map<String, String> environment, Screen screen) throws InterruptedException {
        try (LocalStack stack = new LocalStack(Artifacts.under(root), environment, screen)) {
            Runtime.getRuntime().addShutdownHook(new Thread(stack::close, "stop"));
            return run(stack, screen);
        } catch (StackException e) {
            screen.say(e.getMessage());
            return 1;
        }
    }

    private static int run(LocalStack stack, Screen screen) throws InterruptedException {
        try {
            stack.start();
            stack.awaitEnd();
            return screen.gone().isDone() ? NOBODY_READS : 0;
        } catch (CancellationException e) {
            // Told to end while starting: the JVM's own exit code tells by which signal.
            return 0;
        } catch (StackException e) {
            // Before the others are stopped, so that the reason stands first.
            screen.say(e.getMessage());
            return 1;
        }
    }
}
