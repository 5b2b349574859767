package kafkademo.consumer.reconcile;

import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one record batch per fetch and one record per poll. That takes a round trip per batch, but shows what a consumer
 * otherwise hides. An offset that the consumer passes without a record holds a transaction's marker: offsets that the log has
 * lost can't be passed, only jumped over together with the next batch. And a batch that does not fit into memory fails alone.
 */
final class BatchReader implements AutoCloseable {
    /**
     * What a fetch has found.
     *
     * @param record the first record, {@code null} if there is none
     * @param next the offset after it, or after the marker
     * @param tooLarge whether the batch does not fit into memory
     */
    record Step(ConsumerRecord<byte[], byte[]> record, long next, boolean tooLarge) {
        boolean isMarker() {
            return record == null && !tooLarge;
        }
    }

    private final Supplier<Consumer<byte[], byte[]>> connection;
    private Consumer<byte[], byte[]> consumer;

    /** @param connection makes a consumer that fetches single batches and polls single records; called if one is needed */
    BatchReader(Supplier<Consumer<byte[], byte[]>> connection) {
        this.connection = connection;
    }

    /** Reads the first batch that reaches {@code offset}. */
    Step read(TopicPartition partition, long offset) {
        if (consumer == null) {
            consumer = connection.get();
        }
        if (!consumer.assignment().contains(partition)) {
            consumer.assign(Set.of(partition));
        }
        consumer.seek(partition, offset);
        for (int polls = 0; polls < LogReader.MAX_IDLE_POLLS; polls++) {
            ConsumerRecords<byte[], byte[]> records;
            try {
                records = consumer.poll(LogReader.POLL_TIMEOUT);
            } catch (OutOfMemoryError e) {
                // The client can't continue in the middle of a batch; this makes it forget what it has fetched.
                consumer.assign(Set.of());
                return new Step(null, offset, true);
            }
            long next = consumer.position(partition, LogReader.TIMEOUT);
            if (next > offset) {
                return new Step(records.isEmpty() ? null : records.iterator().next(), next, false);
            }
        }
        throw CannotReconcileException.silence(partition, offset);
    }

    /** Returns the first offset after {@code offset}, which is too large, that is not: the whole rest of a batch may be. */
    long endOfTooLarge(TopicPartition partition, long offset, long end) {
        long low = offset;
        long step = 1;
        while (low + step < end && read(partition, low + step).tooLarge()) {
            low += step;
            step *= 2;
        }
        long high = Math.min(low + step, end);
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (read(partition, middle).tooLarge()) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    @Override
    public void close() {
        if (consumer != null) {
            ReadOnlyClient.close(consumer);
        }
    }
}
