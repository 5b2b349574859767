package kafkademo.localstack;

import java.util.List;

/** The stack can't go on, for a reason that its message tells in one line; no stack trace adds to it. */
public final class StackException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** With a message of one line. */
    public StackException(String message) {
        super(message);
    }

    /** With a message of one line, and the exception behind it. */
    public StackException(String message, Throwable cause) {
        super(message, cause);
    }

    /** That a process ended by itself, with the last lines that it wrote. */
    static StackException died(Child child) {
        StringBuilder message =
                new StringBuilder(child.name()).append(" ended with exit code ").append(child.exitCode());
        List<String> tail = child.tail();
        message.append(tail.isEmpty() ? ", having written nothing" : "; its last lines:");
        tail.forEach(line -> message.append('\n').append(line));
        return new StackException(message.toString());
    }
}
