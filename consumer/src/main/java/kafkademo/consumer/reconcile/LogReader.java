package kafkademo.consumer.reconcile;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/** Reads partitions from the start to the end that a snapshot has found, each in the order of its offsets. */
final class LogReader {
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);

    /** Long enough for a broker that restarts, short enough for a person who waits. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration timeout;
    private final LongSupplier nanoTime;
    private final LongConsumer progress;
    private final Map<TopicPartition, Span> open = new LinkedHashMap<>();

    /**
     * @param timeout how long a single question may take
     * @param progress told after each poll how many records it brought
     */
    LogReader(Consumer<byte[], byte[]> consumer, Duration timeout, LongSupplier nanoTime, LongConsumer progress) {
        this.consumer = consumer;
        this.timeout = timeout;
        this.nanoTime = nanoTime;
        this.progress = progress;
    }

    /**
     * Reads all of {@code spans}.
     *
     * @throws CannotReconcileException if nothing comes for half a minute, or a log has become shorter meanwhile
     */
    void read(List<Span> spans, Map<TopicPartition, ? extends PartitionSink> sinks) {
        open.clear();
        for (Span span : spans) {
            if (span.start() < span.end()) {
                open.put(span.partition(), span);
            } else {
                sinks.get(span.partition()).end();
            }
        }
        consumer.assign(open.keySet());
        open.values().forEach(span -> consumer.seek(span.partition(), span.start()));
        long lastProgress = nanoTime.getAsLong();
        while (!open.isEmpty()) {
            long records = poll(sinks);
            boolean closed = closeFinished(sinks);
            long now = nanoTime.getAsLong();
            if (records > 0 || closed) {
                lastProgress = now;
            } else if (now - lastProgress >= PATIENCE.toNanos()) {
                TopicPartition partition = open.keySet().iterator().next();
                throw new CannotReconcileException("nothing has come from the broker for " + PATIENCE.toSeconds()
                        + " s, at " + partition + " offset " + consumer.position(partition, timeout));
            }
            progress.accept(records);
        }
    }

    private long poll(Map<TopicPartition, ? extends PartitionSink> sinks) {
        try {
            return pass(consumer.poll(POLL_TIMEOUT), sinks);
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions()
                    .forEach((partition, offset) -> skipRemoved(partition, offset, sinks.get(partition)));
            return 0;
        }
    }

    private long pass(ConsumerRecords<byte[], byte[]> records, Map<TopicPartition, ? extends PartitionSink> sinks) {
        long passed = 0;
        for (TopicPartition partition : records.partitions()) {
            PartitionSink sink = sinks.get(partition);
            long end = open.get(partition).end();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                if (record.offset() >= end) {
                    break;
                }
                sink.record(record);
                passed++;
            }
        }
        return passed;
    }

    /** Retention may overtake the reader: what it has removed is skipped and told. */
    private void skipRemoved(TopicPartition partition, long position, PartitionSink sink) {
        long start = consumer.beginningOffsets(Set.of(partition), timeout).get(partition);
        if (start <= position) {
            throw new CannotReconcileException("the log of " + partition
                    + " has become shorter while it was read: offset " + position + " is beyond its end");
        }
        long next = Math.min(start, open.get(partition).end());
        sink.removed(position, next);
        consumer.seek(partition, next);
    }

    /** The position, not the last record, tells the end: a transaction's last marker is no record. */
    private boolean closeFinished(Map<TopicPartition, ? extends PartitionSink> sinks) {
        int before = open.size();
        for (Iterator<Span> spans = open.values().iterator(); spans.hasNext(); ) {
            Span span = spans.next();
            if (consumer.position(span.partition(), timeout) >= span.end()) {
                sinks.get(span.partition()).end();
                spans.remove();
            }
        }
        if (open.size() < before) {
            consumer.assign(open.keySet());
        }
        return open.size() < before;
    }
}
