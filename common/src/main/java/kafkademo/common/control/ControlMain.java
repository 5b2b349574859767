package kafkademo.common.control;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Entry point of the command {@code control}: passes a command line on to the service and prints what it answers.
 *
 * <p>It is to be quick, so it touches few classes: none of the libraries, no loggers, no regular expressions, lambdas, streams or
 * formatted texts. What a value may be is the service's business.
 */
public final class ControlMain {
    /** The socket's file in the temporary folder. */
    static final String SOCKET_NAME = "control.sock";

    static final int OK = 0;

    /** There is no service, or it couldn't do it. */
    static final int FAILED = 1;

    /** The command is wrong, and nothing has been changed. */
    static final int REFUSED = 2;

    private ControlMain() {}

    public static void main(String[] arguments) {
        PrintStream out = utf8(FileDescriptor.out);
        PrintStream err = utf8(FileDescriptor.err);
        int exitCode = run(arguments, out, err);
        out.flush();
        err.flush();
        System.exit(exitCode);
    }

    /** In a container the system's own encoding is often ASCII, and the services write UTF-8 wherever they run. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    static int run(String[] arguments, PrintStream out, PrintStream err) {
        CommandLine command;
        try {
            command = CommandLine.parse(arguments);
        } catch (UsageException e) {
            err.print("control: ");
            err.println(e.getMessage());
            err.println("control --help tells how it is used");
            return REFUSED;
        }
        if (command.help()) {
            out.print(CommandLine.HELP);
            return OK;
        }
        String answer;
        try {
            answer = ControlClient.ask(command.socket(), command.request());
        } catch (UsageException e) {
            return complain(err, e.getMessage(), REFUSED);
        } catch (IOException e) {
            return complain(err, e.getMessage(), FAILED);
        }
        return print(answer, out, err);
    }

    private static int print(String answer, PrintStream out, PrintStream err) {
        int firstLine = answer.indexOf('\n');
        String word = answer.substring(0, Math.max(firstLine, 0));
        String lines = answer.substring(firstLine + 1);
        if (word.equals(Protocol.OK)) {
            out.print(lines);
            return OK;
        }
        if (word.equals(Protocol.REFUSED)) {
            return complain(err, lines, REFUSED);
        }
        return complain(err, word.equals(Protocol.FAILED) ? lines : "the service's answer makes no sense", FAILED);
    }

    private static int complain(PrintStream err, String lines, int exitCode) {
        int start = 0;
        while (start < lines.length()) {
            int end = lines.indexOf('\n', start);
            end = end < 0 ? lines.length() : end;
            err.print("control: ");
            err.println(lines.substring(start, end));
            start = end + 1;
        }
        return exitCode;
    }
}
