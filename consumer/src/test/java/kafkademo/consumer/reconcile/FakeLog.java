package kafkademo.consumer.reconcile;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;

/**
 * One partition's log as a broker keeps it: records, transactions' markers, holes where something is lost, and batches that
 * fill the memory of whoever reads them.
 */
final class FakeLog {
    private static final TopicPartition PARTITION = Log.ORDERS_0;

    private final TreeMap<Long, ConsumerRecord<byte[], byte[]>> records = new TreeMap<>();
    private final Set<Long> markers = new HashSet<>();
    private final Set<Long> tooLarge = new HashSet<>();
    private final Map<Integer, Runnable> atPoll = new HashMap<>();
    private long start;
    private int polls;

    FakeLog records(long... offsets) {
        for (long offset : offsets) {
            records.put(offset, Log.record(PARTITION, offset, 0, "e" + offset, null, "{}"));
        }
        return this;
    }

    FakeLog markers(long... offsets) {
        for (long offset : offsets) {
            markers.add(offset);
            records.put(offset, null);
        }
        return this;
    }

    FakeLog tooLarge(long... offsets) {
        for (long offset : offsets) {
            tooLarge.add(offset);
            records.put(offset, null);
        }
        return this;
    }

    void startsAt(long offset) {
        start = offset;
        records.headMap(offset).clear();
    }

    /** Does something before the client's poll of this number, counted from 1. */
    FakeLog before(int poll, Runnable change) {
        atPoll.put(poll, change);
        return this;
    }

    /** A client that gets at most {@code maxRecords} records per poll, and passes any number of markers on the way. */
    MockConsumer<byte[], byte[]> client(int maxRecords) {
        return new Client(maxRecords, false);
    }

    /** A client that gets one batch per fetch. */
    MockConsumer<byte[], byte[]> singleBatchClient() {
        return new Client(1, true);
    }

    private final class Client extends MockConsumer<byte[], byte[]> {
        private final int maxRecords;
        private final boolean singleBatch;
        private long position;

        Client(int maxRecords, boolean singleBatch) {
            super("none");
            this.maxRecords = maxRecords;
            this.singleBatch = singleBatch;
        }

        @Override
        public synchronized void seek(TopicPartition partition, long offset) {
            position = offset;
        }

        @Override
        public synchronized long position(TopicPartition partition, Duration timeout) {
            return position;
        }

        @Override
        public synchronized Map<TopicPartition, Long> beginningOffsets(
                Collection<TopicPartition> partitions, Duration timeout) {
            return Map.of(PARTITION, start);
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            if (!singleBatch) {
                polls++;
                atPoll.getOrDefault(polls, () -> {}).run();
            }
            if (position < start || records.isEmpty() || position > records.lastKey() + 1) {
                throw new OffsetOutOfRangeException(Map.of(PARTITION, position));
            }
            List<ConsumerRecord<byte[], byte[]>> polled = new ArrayList<>();
            Long next = records.ceilingKey(position);
            while (next != null && polled.size() < maxRecords) {
                if (tooLarge.contains(next)) {
                    throw new OutOfMemoryError("too large: " + next);
                } else if (!markers.contains(next)) {
                    polled.add(records.get(next));
                }
                position = next + 1;
                next = singleBatch ? null : records.higherKey(next);
            }
            return new ConsumerRecords<>(polled.isEmpty() ? Map.of() : Map.of(PARTITION, polled), Map.of());
        }
    }
}
