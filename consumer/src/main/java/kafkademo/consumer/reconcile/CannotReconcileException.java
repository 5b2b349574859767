package kafkademo.consumer.reconcile;

/** There is no result. The message says why, in one line. */
final class CannotReconcileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotReconcileException(String message) {
        super(message);
    }
}
