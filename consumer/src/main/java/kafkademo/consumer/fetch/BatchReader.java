package kafkademo.consumer.fetch;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one record batch per fetch and one record per poll. That takes a round trip per batch, but a batch that does not fit into
 * memory fails alone, and markers show: an offset that the consumer passes without a record holds a transaction's marker, since
 * offsets that the log has lost can't be passed, only jumped over together with the next batch.
 */
public final class BatchReader implements AutoCloseable {
    /** How long one poll waits. */
    public static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

    /** Too short to wait for a broker that may have gone. */
    public static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /**
     * What a fetch has found.
     *
     * @param record the first record, {@code null} if there is none
     * @param next the offset after it, or after the marker
     * @param tooLarge whether the batch does not fit into memory
     */
    public record Step(ConsumerRecord<byte[], byte[]> record, long next, boolean tooLarge) {
        public boolean isMarker() {
            return record == null && !tooLarge;
        }
    }

    private final Supplier<Consumer<byte[], byte[]>> connection;
    private final int maxPolls;
    private Consumer<byte[], byte[]> consumer;

    /**
     * @param connection makes such a client as {@link #connect} does; called when one is needed
     * @param maxPolls how often to poll for an offset before giving up
     */
    public BatchReader(Supplier<Consumer<byte[], byte[]>> connection, int maxPolls) {
        this.connection = connection;
        this.maxPolls = maxPolls;
    }

    /** Connects with limits so small that the broker answers each fetch with a single batch. */
    public static Consumer<byte[], byte[]> connect(Map<String, Object> properties) {
        Map<String, Object> single = new HashMap<>(properties);
        single.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        single.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        single.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 1);
        single.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
        // A fetch at the end of a log would keep the next one waiting.
        single.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        return new KafkaConsumer<>(single);
    }

    /** Reads the first batch that reaches {@code offset}; empty if the broker sends nothing. */
    public Optional<Step> read(TopicPartition partition, long offset) {
        if (consumer == null) {
            consumer = connection.get();
        }
        if (!consumer.assignment().contains(partition)) {
            consumer.assign(Set.of(partition));
        }
        consumer.seek(partition, offset);
        for (int polls = 0; polls < maxPolls; polls++) {
            ConsumerRecords<byte[], byte[]> records;
            try {
                records = consumer.poll(POLL_TIMEOUT);
            } catch (OutOfMemoryError e) {
                // The client can't continue in the middle of a batch; this makes it forget what it has fetched.
                consumer.assign(Set.of());
                return Optional.of(new Step(null, offset, true));
            }
            if (!records.isEmpty()) {
                ConsumerRecord<byte[], byte[]> first = records.iterator().next();
                return Optional.of(new Step(first, first.offset() + 1, false));
            }
            long position = consumer.position(partition, POLL_TIMEOUT.multipliedBy(maxPolls));
            if (position > offset) {
                return Optional.of(new Step(null, position, false));
            }
        }
        return Optional.empty();
    }

    /** Returns whether the record at {@code offset} does not fit into memory. */
    public boolean isTooLarge(TopicPartition partition, long offset) {
        try {
            return read(partition, offset).filter(Step::tooLarge).isPresent();
        } catch (InvalidOffsetException e) {
            // The log has been cut meanwhile.
            return false;
        }
    }

    /**
     * Returns the first offset after {@code offset}, whose record is too large, that can be read again. That may be the end of the
     * batch, because a client decompresses a batch from its beginning. Doubles the steps until there is one, then halves them.
     */
    public long endOfTooLarge(TopicPartition partition, long offset, long logEnd) {
        long last = offset;
        long step = 1;
        while (last + step < logEnd && isTooLarge(partition, last + step)) {
            last += step;
            step *= 2;
        }
        for (step /= 2; step > 0; step /= 2) {
            if (last + step < logEnd && isTooLarge(partition, last + step)) {
                last += step;
            }
        }
        return last + 1;
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
