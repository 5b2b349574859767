package kafkademo.consumer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import kafkademo.common.Topic;

/** What has become of the records: each one handled is either processed or a decode error. */
final class ConsumerMetrics {
    private final Map<Topic, LongAdder> processed = new EnumMap<>(Topic.class);
    private final Map<Topic, LongAdder> decodeErrors = new EnumMap<>(Topic.class);
    private final LongAdder bytes = new LongAdder();
    private final LongAdder rebalances = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private volatile int assignedPartitions;

    ConsumerMetrics() {
        for (Topic topic : Topic.values()) {
            processed.put(topic, new LongAdder());
            decodeErrors.put(topic, new LongAdder());
        }
    }

    void processed(Topic topic, int valueBytes) {
        processed.get(topic).increment();
        bytes.add(valueBytes);
    }

    void decodeError(Topic topic, int valueBytes) {
        decodeErrors.get(topic).increment();
        bytes.add(valueBytes);
    }

    void rebalanced() {
        rebalances.increment();
    }

    void assignedPartitions(int number) {
        assignedPartitions = number;
    }

    void commitFailed() {
        failedCommits.increment();
    }

    long processed(Topic topic) {
        return processed.get(topic).sum();
    }

    long decodeErrors(Topic topic) {
        return decodeErrors.get(topic).sum();
    }

    long processed() {
        return sum(processed);
    }

    long decodeErrors() {
        return sum(decodeErrors);
    }

    /** Records handled, one way or the other. */
    long handled() {
        return processed() + decodeErrors();
    }

    /** Bytes of the handled records' values. */
    long bytes() {
        return bytes.sum();
    }

    /** Changes of the assignment since the start, the first one included. */
    long rebalances() {
        return rebalances.sum();
    }

    long failedCommits() {
        return failedCommits.sum();
    }

    int assignedPartitions() {
        return assignedPartitions;
    }

    private static long sum(Map<Topic, LongAdder> counters) {
        long sum = 0;
        for (LongAdder counter : counters.values()) {
            sum += counter.sum();
        }
        return sum;
    }
}
