package kafkademo.localstack;

import java.util.List;

/** The stack can't go on. The message gives the reason in one line, so no stack trace is printed. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates an exception with a one-line message. */
    public StackException(String message) {
        super(message);
    }

    /** Creates an exception with a one-line message and a cause. */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Reports a process that ended by itself, with the last lines that it wrote. */
    static StackException died(Child child) {
        StringBuilder message =
                new StringBuilder(child.name()).append(" ended with exit code ").append(child.exitCode());
        List<String> tail = child.tail();
        message.append(tail.isEmpty() ? ", having written nothing" : "; its last lines:");
        tail.forEach(line -> message.append('\n').append(line));
        return new StackException(message.toString());
    }
}
