package kafkademo.localstack;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CancellationException;

/** Runs the whole stack on this machine until it is told to stop. */
public final class Main {
    /** The exit code that a shell reports for SIGPIPE: the program wrote to a pipe that nobody reads. */
    private static final int NOBODY_READS = 141;

    private Main() {}

    /** The argument is the project's root folder. */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        // Maven replaces System.out with its own stream, which hides a closed pipe.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        int exitCode = run(Path.of(args[0]), environment, new Screen(out, Terminal.wantsColours(environment)));
        if (exitCode == NOBODY_READS) {
            // Everything is closed by now. Maven's shutdown hook would print a stack trace for the closed pipe.
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
            // Stopped by a signal while starting. The JVM's own exit code says which one.
            return 0;
        } catch (StackException e) {
            // Printed before the other processes stop, so that the reason comes first.
            screen.say(e.getMessage());
            return 1;
        }
    }
}
