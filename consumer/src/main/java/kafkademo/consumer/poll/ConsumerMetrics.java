package kafkademo.consumer.poll;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import kafkademo.common.Topic;
import kafkademo.common.metrics.Beans;
import kafkademo.common.metrics.CounterMXBean;
import kafkademo.common.metrics.LatencyBean;
import kafkademo.common.metrics.LatencyHistogram;
import kafkademo.consumer.decode.DecodeErrorType;

/**
 * What has become of the records: each one handled is either processed or a decode error. The summary and the beans are two
 * views of these counters.
 */
public final class ConsumerMetrics {
    private final Map<Topic, TopicMetrics> topics = new EnumMap<>(Topic.class);
    private final LongAdder rebalances = new LongAdder();
    private final LongAdder failedCommits = new LongAdder();
    private final LongSupplier nanoTime;
    private volatile int assignedPartitions;

    /** Also the time at which records are counted: exact to a second or so, for windows that slide in steps of ten. */
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

    /** Publishes what there is per topic and per type of decode error. */
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
        TopicMetrics metrics = topics.get(topic);
        metrics.processed(valueBytes);
        metrics.latency().record(TimeUnit.MILLISECONDS.toMicros(ageMillis), lastPoll);
    }

    public void decodeError(Topic topic, DecodeErrorType type, int valueBytes, long ageMillis) {
        TopicMetrics metrics = topics.get(topic);
        metrics.decodeError(type, valueBytes);
        metrics.latency().record(TimeUnit.MILLISECONDS.toMicros(ageMillis), lastPoll);
    }

    public void rebalanced() {
        rebalances.increment();
    }

    /** The broker has been polled. */
    public void polled(int nowAssigned) {
        assignedPartitions = nowAssigned;
        lastPoll = nanoTime.getAsLong();
        polled = true;
    }

    public void commitFailed() {
        failedCommits.increment();
    }

    /** How long ago one topic's records had been made when they were handled. */
    public LatencyHistogram latency(Topic topic) {
        return topics.get(topic).latency();
    }

    public long processed(Topic topic) {
        return topics.get(topic).getProcessed();
    }

    public long decodeErrors(Topic topic) {
        return topics.get(topic).getDecodeErrors();
    }

    public long processed() {
        return sum(TopicMetrics::getProcessed);
    }

    public long decodeErrors() {
        return sum(TopicMetrics::getDecodeErrors);
    }

    /** Records handled, one way or the other. */
    public long handled() {
        return processed() + decodeErrors();
    }

    /** Bytes of the handled records' values. */
    public long bytes() {
        return sum(TopicMetrics::getValueBytes);
    }

    /** Changes of the assignment since the start, the first one included. */
    public long rebalances() {
        return rebalances.sum();
    }

    public long failedCommits() {
        return failedCommits.sum();
    }

    public int assignedPartitions() {
        return assignedPartitions;
    }

    /** Seconds since the last poll; negative before the first. */
    public double secondsSinceLastPoll() {
        return polled ? (nanoTime.getAsLong() - lastPoll) / 1e9 : -1;
    }

    private long sum(ToLongFunction<TopicMetrics> counter) {
        return topics.values().stream().mapToLong(counter).sum();
    }
}
