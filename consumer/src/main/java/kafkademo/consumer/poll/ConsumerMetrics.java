package kafkademo.consumer.poll;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import kafkademo.common.Topic;
import kafkademo.common.metrics.Beans;
import kafkademo.common.metrics.CounterMXBean;
import kafkademo.common.metrics.LatencyBean;
import kafkademo.consumer.decode.DecodeErrorType;

/** Counts what the consumer does, for the summary and the beans. Each handled record is either processed or a decode error. */
public final class ConsumerMetrics {
    private final Map<Topic, TopicMetrics> topics = new EnumMap<>(Topic.class);
    private final LongAdder rebalances = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private final LongSupplier nanoTime;
    private volatile int assignedPartitions;

    /** Also taken for the time at which records are handled: a second more or less does not matter to the latencies. */
    private volatile long lastPoll;

    private volatile boolean polled;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public ConsumerMetrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.lastPoll = nanoTime.getAsLong();
        for (Topic topic : Topic.values()) {
            topics.put(topic, new TopicMetrics(nanoTime));
        }
    }

    /** Publishes the beans of each topic and of each type of decode error. */
    public void registerBeans() {
        topics.forEach((topic, metrics) -> {
            Beans.register(metrics, "consumer-topic", "topic", topic.topicName());
            LatencyBean.register(metrics.latency(), "consumer-latency", "topic", topic.topicName());
            for (DecodeErrorType type : DecodeErrorType.values()) {
                CounterMXBean counter = () -> metrics.decodeErrors(type);
                Beans.register(
                        counter, "consumer-decode-error", "topic", topic.topicName(), "error_type", type.label());
            }
        });
    }

    public void processed(Topic topic, int valueBytes, long ageMillis) {
        topics.get(topic).processed(valueBytes, ageMillis, lastPoll);
    }

    public void decodeError(Topic topic, DecodeErrorType type, int valueBytes, long ageMillis) {
        topics.get(topic).decodeError(type, valueBytes, ageMillis, lastPoll);
    }

    public void rebalanced() {
        rebalances.increment();
    }

    /** Notes a poll of the broker, after which this many partitions are assigned. */
    public void polled(int nowAssigned) {
        assignedPartitions = nowAssigned;
        lastPoll = nanoTime.getAsLong();
        polled = true;
    }

    public void commitFailed() {
        failedCommits.increment();
    }

    public TopicMetrics topic(Topic topic) {
        return topics.get(topic);
    }

    public long processed() {
        return sum(TopicMetrics::getProcessed);
    }

    public long decodeErrors() {
        return sum(TopicMetrics::getDecodeErrors);
    }

    public long handled() {
        return processed() + decodeErrors();
    }

    /** Returns the bytes of the handled records' values. */
    public long bytes() {
        return sum(TopicMetrics::getValueBytes);
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

    /** Returns the seconds since the last poll; negative before the first. */
    public double secondsSinceLastPoll() {
        return polled ? (nanoTime.getAsLong() - lastPoll) / 1e9 : -1;
    }

    private long sum(ToLongFunction<TopicMetrics> counter) {
        return topics.values().stream().mapToLong(counter).sum();
    }
}
