package kafkademo.consumer.reconcile;

import java.time.Duration;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import kafkademo.consumer.fetch.BatchReader;
import kafkademo.consumer.fetch.BatchReader.Step;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads a partition from the start to the end that the snapshot has found, and accounts for every offset in between. */
final class LogReader {
    /** Half a minute: long enough for a broker that restarts, short enough for a person who waits. */
    static final int MAX_IDLE_POLLS = 60;

    /** How long the broker may take for one answer. */
    static final Duration TIMEOUT = BatchReader.POLL_TIMEOUT.multipliedBy(MAX_IDLE_POLLS);

    /** Takes what is read, in the order of offsets. */
    interface Sink {
        void record(Span span, ConsumerRecord<byte[], byte[]> record);

        /** The offsets {@code from} to {@code to}, the latter excluded, have no record to show, and are counted as {@code why}. */
        void absent(Span span, Count why, long from, long to);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final BatchReader batches;
    private final Predicate<String> isCompacted;
    private final Sink sink;
    private final LongConsumer progress;
    private Span span;
    private long next;

    /**
     * @param batches looks closely where {@code consumer} finds a gap or runs out of memory
     * @param isCompacted tells whether the broker compacts a topic
     * @param progress told how many offsets each poll has settled
     */
    LogReader(
            Consumer<byte[], byte[]> consumer,
            BatchReader batches,
            Predicate<String> isCompacted,
            Sink sink,
            LongConsumer progress) {
        this.consumer = consumer;
        this.batches = batches;
        this.isCompacted = isCompacted;
        this.sink = sink;
        this.progress = progress;
    }

    /** @throws CannotReconcileException if nothing comes for half a minute, or the log has become shorter meanwhile */
    void read(Span span) {
        this.span = span;
        next = span.start();
        seek();
        int idlePolls = 0;
        while (next < span.end()) {
            long before = next;
            try {
                poll();
            } catch (OffsetOutOfRangeException e) {
                skipRemoved();
            }
            idlePolls = next > before ? 0 : idlePolls + 1;
            if (idlePolls == MAX_IDLE_POLLS) {
                throw silence();
            }
            progress.accept(next - before);
        }
    }

    private void seek() {
        consumer.assign(Set.of(span.topicPartition()));
        consumer.seek(span.topicPartition(), next);
    }

    private void poll() {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(BatchReader.POLL_TIMEOUT);
        } catch (OutOfMemoryError e) {
            consumer.assign(Set.of());
            readClosely();
            seek();
            return;
        }
        records.forEach(this::take);
        explainUntil(consumer.position(span.topicPartition(), TIMEOUT));
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        explainUntil(record.offset());
        if (record.offset() < span.end()) {
            sink.record(span, record);
            next = record.offset() + 1;
        }
    }

    /** Reads as many records as one poll may bring, one by one, and passes over what does not fit into memory. */
    private void readClosely() {
        for (int taken = 0; next < span.end() && taken <= ReadOnlyClient.MAX_POLL_RECORDS; taken++) {
            Step step = look();
            if (step.tooLarge()) {
                absent(Count.TOO_LARGE, batches.endOfTooLarge(span.topicPartition(), next, span.end()));
            } else if (step.isMarker()) {
                explainUntil(step.next());
            } else {
                take(step.record());
            }
        }
    }

    /** There is no record below {@code offset} that has not been taken. */
    private void explainUntil(long offset) {
        long to = Math.min(offset, span.end());
        if (next < to && isCompacted.test(span.topic())) {
            absent(Count.COMPACTED, to);
        }
        while (next < to) {
            Step step = look();
            long marker = step.isMarker() ? Math.min(step.next() - 1, to) : to;
            absent(Count.MISSING, marker);
            absent(Count.MARKERS, Math.min(marker + 1, to));
        }
    }

    private Step look() {
        return batches.read(span.topicPartition(), next).orElseThrow(this::silence);
    }

    private CannotReconcileException silence() {
        return new CannotReconcileException("nothing has come from the broker for " + TIMEOUT.toSeconds() + " s, at "
                + span.topicPartition() + " offset " + next);
    }

    private void absent(Count why, long to) {
        if (next < to) {
            sink.absent(span, why, next, to);
            next = to;
        }
    }

    /** Retention may overtake the reader. */
    private void skipRemoved() {
        TopicPartition partition = span.topicPartition();
        long start = consumer.beginningOffsets(Set.of(partition), TIMEOUT).get(partition);
        if (start <= next) {
            throw new CannotReconcileException("the log of " + partition
                    + " has become shorter while it was read: offset " + next + " is beyond its end");
        }
        absent(Count.REMOVED, Math.min(start, span.end()));
        seek();
    }
}
