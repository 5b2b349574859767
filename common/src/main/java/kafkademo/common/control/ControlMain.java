package kafkademo.common.control;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * Entry point of the command {@code control}: sends its arguments to the service and prints the answer. It starts quickly because
 * it loads no libraries and leaves it to the service to understand the arguments.
 */
public final class ControlMain {
    /** The socket's file in the JVM's temporary folder, which is {@code /tmp} in a container. */
    public static final String SOCKET_NAME = "control.sock";

    /** Longer than the service spends on a client that hangs, which may be the one before this one. */
    private static final long PATIENCE_MILLIS = 15_000;

    static final int OK = 0;
    static final int FAILED = 1;
    static final int REFUSED = 2;

    static final String HELP = """
            Usage: control [NAME=VALUE]... [--for TIME] [--socket PATH]

            Shows or changes the settings that can change while the service runs.

              control                               show the current values, the values at start and what is allowed
              control MESSAGES_PER_SECOND=100       change one setting until the service restarts
              control MESSAGES_PER_SECOND=100 ERROR_RATE=0.5 --for 60s
                                                    change two settings, and change them back after 60 seconds

            Changes are applied together: if one is rejected, none takes effect. A temporary change replaces an earlier
            one of the same setting; at its end, the setting returns to its last permanent value. A permanent change
            cancels a temporary one.

              --for TIME      a whole number with a unit (ms, s, m or h), from 1ms to 24h
              --socket PATH   the service's socket; default: control.sock in the temporary folder
              --help          show this help

            Exit code: 0 done, 1 the service is not there or failed, 2 the command was rejected and nothing changed.
            """;

    private ControlMain() {}

    public static void main(String[] arguments) {
        // In UTF-8 whatever the locale: that of a container is often plain ASCII.
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(arguments, out, err);
        out.flush();
        System.exit(exitCode);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        StringBuilder request = new StringBuilder();
        try {
            Path socket = Path.of(System.getProperty("java.io.tmpdir"), SOCKET_NAME);
            for (int at = 0; at < arguments.length; at++) {
                String argument = arguments[at];
                if (argument.equals("--help") || argument.equals("-h")) {
                    out.print(HELP);
                    return OK;
                } else if (argument.equals("--socket") && at + 1 < arguments.length) {
                    socket = Path.of(arguments[++at]);
                } else if (argument.startsWith("--socket=")) {
                    socket = Path.of(argument.substring("--socket=".length()));
                } else {
                    request.append(argument).append('\n');
                }
            }
            request.append(Protocol.END);
            if (request.length() > Protocol.MAX_REQUEST_BYTES) {
                return complain(err, "request too long", REFUSED);
            }
            return print(ControlClient.ask(socket, request.toString(), PATIENCE_MILLIS), out, err);
        } catch (InvalidPathException e) {
            return complain(err, "not a path: " + e.getInput(), REFUSED);
        } catch (IOException e) {
            return complain(err, e.getMessage(), FAILED);
        }
    }

    private static int print(String answer, PrintStream out, PrintStream err) {
        int lineEnd = Math.max(answer.indexOf('\n'), 0);
        String lines = answer.substring(Math.min(lineEnd + 1, answer.length()));
        String word = answer.substring(0, lineEnd);
        if (word.equals(Protocol.OK)) {
            out.print(lines);
            return OK;
        } else if (word.equals(Protocol.REFUSED)) {
            return complain(err, lines, REFUSED);
        }
        return complain(err, word.equals(Protocol.FAILED) ? lines : "the service's answer makes no sense", FAILED);
    }

    private static int complain(PrintStream err, String lines, int exitCode) {
        for (String line : lines.split("\n")) {
            err.print("control: ");
            err.println(line);
        }
        return exitCode;
    }
}
