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

    /** Why an offset has no record to show. */
    enum Absence {
        /** A transaction ends here: its marker takes an offset. */
        MARKER,
        /** The topic is compacted, so that any offset may be gone. */
        COMPACTION,
        /** Retention has removed the record before it could be read. */
        REMOVED,
        /** The record, or one before it in its batch, does not fit into memory. */
        TOO_LARGE,
        /** The broker hands out offsets without gaps, and nothing explains this one. */
        LOST
    }

    /** Takes what is read, in the order of offsets. */
    interface Sink {
        void record(ConsumerRecord<byte[], byte[]> record);

        /** The offsets {@code from} to {@code to}, the latter excluded, have no record to show. */
        void absent(Absence why, long from, long to);
    }

    private final Consumer<byte[], byte[]> consumer;
    private final BatchReader batches;
    private final Predicate<String> isCompacted;
    private final LongConsumer progress;
    private Span span;
    private Sink sink;
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
            LongConsumer progress) {
        this.consumer = consumer;
        this.batches = batches;
        this.isCompacted = isCompacted;
        this.progress = progress;
    }

    /** @throws CannotReconcileException if nothing comes for half a minute, or the log has become shorter meanwhile */
    void read(Span span, Sink sink) {
        this.span = span;
        this.sink = sink;
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
            sink.record(record);
            next = record.offset() + 1;
        }
    }

    /** Reads as many records as one poll may bring, one by one, and passes over what does not fit into memory. */
    private void readClosely() {
        for (int taken = 0; next < span.end() && taken <= ReadOnlyClient.MAX_POLL_RECORDS; taken++) {
            Step step = look();
            if (step.tooLarge()) {
                absent(Absence.TOO_LARGE, batches.endOfTooLarge(span.topicPartition(), next, span.end()));
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
            absent(Absence.COMPACTION, to);
        }
        while (next < to) {
            Step step = look();
            long marker = step.isMarker() ? Math.min(step.next() - 1, to) : to;
            absent(Absence.LOST, marker);
            absent(Absence.MARKER, Math.min(marker + 1, to));
        }
    }

    private Step look() {
        return batches.read(span.topicPartition(), next).orElseThrow(this::silence);
    }

    private CannotReconcileException silence() {
        return new CannotReconcileException("nothing has come from the broker for " + TIMEOUT.toSeconds() + " s, at "
                + span.topicPartition() + " offset " + next);
    }

    private void absent(Absence why, long to) {
        if (next < to) {
            sink.absent(why, next, to);
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
        absent(Absence.REMOVED, Math.min(start, span.end()));
        seek();
    }
}
