package kafkademo.consumer.reconcile;

/** There is no account to give, for a reason that the message tells in one line. */
final class CannotReconcileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotReconcileException(String message) {
        super(message);
    }
}
