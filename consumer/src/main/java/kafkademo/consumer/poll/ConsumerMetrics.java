package kafkademo.consumer.poll;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import kafkademo.common.Topic;
import kafkademo.common.metrics.Bean;
import kafkademo.common.metrics.Beans;
import kafkademo.consumer.decode.DecodeErrorType;

/** Counts what the consumer does, for the summary and the beans. Each handled record is either processed or a decode error. */
public class ConsumerMetrics {
    private final Map<Topic, TopicMetrics> topics = new EnumMap<>(Topic.class);
    private final LongAdder rebalances = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private final LongSupplier nanoTime;
    private volatile int assignedPartitions;
    private volatile int blockedPartitions;

    /** Also the time at which records count as handled: a second more or less does not matter to the latencies. */
    private volatile long lastPoll;

    private volatile long polls;
    private volatile boolean recordsWait;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public ConsumerMetrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastPoll = nanoTime.getAsLong();
        for (Topic topic : Topic.values()) {
            topics.put(topic, new TopicMetrics(nanoTime, () -> lastPoll));
        }
    }

    /** Publishes the beans of each topic and of each type of decode error. */
    public void registerBeans() {
        topics.forEach((topic, metrics) -> {
            Beans.register(metrics.bean(), "consumer-topic", "topic", topic.topicName());
            metrics.latency().register("consumer-latency", topic);
            for (DecodeErrorType type : DecodeErrorType.values()) {
                Bean counter = new Bean().with("Count", () -> metrics.decodeErrors(type));
                Beans.register(
                        counter, "consumer-decode-error", "topic", topic.topicName(), "error_type", type.label());
            }
        });
    }

    public void rebalanced() {
        rebalances.increment();
    }

    /**
     * Notes a poll of the broker.
     *
     * @param assigned how many partitions are assigned now
     * @param blocked how many of them stand still because of a record that can't be handled
     * @param waiting whether the poll left records to read that neither a pause nor simulated work holds back
     */
    public void polled(int assigned, int blocked, boolean waiting) {
        assignedPartitions = assigned;
        blockedPartitions = blocked;
        recordsWait = waiting;
        lastPoll = nanoTime.getAsLong();
        polls++; // by the polling thread only
    }

    /** Counts a commit that failed; not one that waits for the end of a rebalance. */
    public void commitFailed() {
        failedCommits.increment();
    }

    public TopicMetrics topic(Topic topic) {
        return topics.get(topic);
    }

    public long processed() {
        return sum(TopicMetrics::processed);
    }

    /** Returns the number of processed records whose content is unexpected. */
    public long unexpectedEvents() {
        return sum(TopicMetrics::unexpectedEvents);
    }

    public long decodeErrors() {
        return sum(TopicMetrics::decodeErrors);
    }

    public long deadLetters() {
        return sum(TopicMetrics::deadLetters);
    }

    public long handled() {
        return processed() + decodeErrors();
    }

    /** Returns the bytes of the handled records' values. */
    public long bytes() {
        return sum(TopicMetrics::valueBytes);
    }

    /** Returns the number of assignments and revocations. */
    public long rebalances() {
        return rebalances.sum();
    }

    public long failedCommits() {
        return failedCommits.sum();
    }

    public int assignedPartitions() {
        return assignedPartitions;
    }

    public int blockedPartitions() {
        return blockedPartitions;
    }

    /** Returns the seconds since the last poll; negative before the first. */
    public double secondsSinceLastPoll() {
        return polls > 0 ? (nanoTime.getAsLong() - lastPoll) / 1e9 : -1;
    }

    /** Returns the number of polls; while it does not change, the loop is stuck. */
    long polls() {
        return polls;
    }

    boolean recordsWait() {
        return recordsWait;
    }

    private long sum(ToLongFunction<TopicMetrics> counter) {
        return topics.values().stream().mapToLong(counter).sum();
    }
}
