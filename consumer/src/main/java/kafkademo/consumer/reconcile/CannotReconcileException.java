package kafkademo.consumer.reconcile;

import org.apache.kafka.common.TopicPartition;

/** There is no result. The message says why, in one line. */
final class CannotReconcileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotReconcileException(String message) {
        super(message);
    }

    static CannotReconcileException silence(TopicPartition partition, long offset) {
        return new CannotReconcileException("nothing has come from the broker for " + LogReader.TIMEOUT.toSeconds()
                + " s, at " + partition + " offset " + offset);
    }
}
