package kafkademo.common.control;

/** A command that can't be meant, in a few words. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
