package kafkademo.consumer.poll;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import kafkademo.common.metrics.Beans;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where each assigned partition stands, as a bean per partition. How far a partition reaches, the client knows from its last
 * fetch. Only of paused partitions, which are not fetched, is the broker asked: of the others it could not answer in time,
 * because it answers a connection's requests in their order, and the fetch before waits for new records.
 */
final class PartitionPositions {
    private static final String TYPE = "consumer-partition";
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A broker that takes longer is asked again a second later, and the loop goes on meanwhile. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private static final class Bean implements ConsumerPartitionMXBean {
        private volatile long position = -1;
        private volatile long committed = -1;
        private volatile long end = -1;

        @Override
        public long getPosition() {
            return position;
        }

        @Override
        public long getCommittedOffset() {
            return committed;
        }

        @Override
        public long getEndOffset() {
            return end;
        }

        @Override
        public long getLag() {
            return position < 0 || end < 0 ? -1 : Math.max(0, end - position);
        }
    }

    private final Consumer<?, ?> consumer;
    private final Batch batch;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Bean> beans = new HashMap<>();
    private long lastRefresh;

    /** @param batch what has been polled and is still to be handled */
    PartitionPositions(Consumer<?, ?> consumer, Batch batch, LongSupplier nanoTime) {
        this.consumer = consumer;
        this.batch = batch;
        this.nanoTime = nanoTime;
        this.lastRefresh = nanoTime.getAsLong();
    }

    /** To be called between polls; does something once a second. */
    void refreshIfDue() {
        long now = nanoTime.getAsLong();
        if (now - lastRefresh >= INTERVAL_NANOS) {
            lastRefresh = now;
            refresh();
        }
    }

    private void refresh() {
        Set<TopicPartition> assigned = consumer.assignment();
        assigned.forEach(this::bean);
        try {
            Set<TopicPartition> paused = consumer.paused();
            for (TopicPartition partition : assigned) {
                refresh(partition, !paused.contains(partition));
            }
            if (!paused.isEmpty()) {
                consumer.endOffsets(paused, PATIENCE).forEach((partition, end) -> bean(partition).end = end);
            }
            Set<TopicPartition> unknown = new HashSet<>(assigned);
            unknown.removeIf(partition -> bean(partition).committed >= 0);
            if (!unknown.isEmpty()) {
                committed(consumer.committed(unknown, PATIENCE));
            }
        } catch (TimeoutException e) {
            // The figures stay as they are for a second more; a broker that is away shows in the summary.
        }
    }

    private void refresh(TopicPartition partition, boolean fetching) {
        Bean bean = bean(partition);
        long fetched = consumer.position(partition, PATIENCE);
        bean.position = batch.firstOffset(partition).orElse(fetched);
        if (fetching) {
            consumer.currentLag(partition).ifPresent(lag -> bean.end = fetched + lag);
        }
    }

    /** These offsets have been committed; {@code null} where there is none. */
    void committed(Map<TopicPartition, OffsetAndMetadata> offsets) {
        offsets.forEach((partition, offset) -> {
            if (offset != null && beans.containsKey(partition)) {
                bean(partition).committed = offset.offset();
            }
        });
    }

    /** These partitions are this consumer's no more. */
    void forget(Collection<TopicPartition> partitions) {
        for (TopicPartition partition : partitions) {
            if (beans.remove(partition) != null) {
                Beans.unregister(TYPE, keys(partition));
            }
        }
    }

    private Bean bean(TopicPartition partition) {
        return beans.computeIfAbsent(partition, missing -> {
            Bean bean = new Bean();
            Beans.register(bean, TYPE, keys(missing));
            return bean;
        });
    }

    private static String[] keys(TopicPartition partition) {
        return new String[] {"topic", partition.topic(), "partition", String.valueOf(partition.partition())};
    }
}
