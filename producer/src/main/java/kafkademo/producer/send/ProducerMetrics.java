package kafkademo.producer.send;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import kafkademo.common.Topic;
import kafkademo.common.metrics.Bean;
import kafkademo.common.metrics.Beans;
import kafkademo.producer.fault.FaultKind;

/**
 * What became of the messages: counted when the broker has acknowledged them, or when they have failed for good. The summary and
 * the beans are two views of these counters. Thread-safe.
 */
public final class ProducerMetrics {
    private final Map<Topic, TopicMetrics> topics = new EnumMap<>(Topic.class);
    private final Map<String, LongAdder> failuresByCause = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime a clock such as {@link System#nanoTime} */
    public ProducerMetrics(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        for (Topic topic : Topic.values()) {
            topics.put(topic, new TopicMetrics(nanoTime));
        }
    }

    /** Publishes a bean per topic, per kind of fault and, from the first failure on, per cause. */
    public void registerBeans() {
        topics.forEach((topic, metrics) -> {
            Beans.register(metrics.bean(), "producer-topic", "topic", topic.topicName());
            metrics.latency().register("producer-latency", topic);
            for (FaultKind fault : FaultKind.values()) {
                Bean counter = new Bean().with("Count", () -> metrics.malformed(fault));
                Beans.register(counter, "producer-fault", "topic", topic.topicName(), "fault", fault.faultName());
            }
        });
    }

    TopicMetrics topic(Topic topic) {
        return topics.get(topic);
    }

    /** Counts a failed message by its cause: one of a handful of texts, not one per message. */
    void failedBecauseOf(String cause) {
        failuresByCause.computeIfAbsent(cause, this::newCause).increment();
    }

    private LongAdder newCause(String cause) {
        LongAdder counter = new LongAdder();
        Beans.register(new Bean().with("Count", counter::sum), "producer-failure", "cause", cause);
        return counter;
    }

    /** Takes each topic's rate since the last call. */
    public void takeRates() {
        long now = nanoTime.getAsLong();
        topics.values().forEach(topic -> topic.takeRate(now));
    }

    public long acknowledged(Topic topic) {
        return topics.get(topic).acknowledged();
    }

    public long acknowledged() {
        return sum(TopicMetrics::acknowledged);
    }

    public long malformed() {
        return sum(TopicMetrics::malformed);
    }

    /** Acknowledged messages whose content is not as agreed. */
    public long drifted() {
        return sum(TopicMetrics::drifts);
    }

    /** Bytes of the acknowledged messages' values. */
    public long bytes() {
        return sum(TopicMetrics::valueBytes);
    }

    public long failed() {
        return sum(TopicMetrics::lost);
    }

    /** Messages that the Kafka client holds. */
    public long inFlight() {
        return sum(TopicMetrics::inFlight);
    }

    /** Milliseconds since the oldest message in flight was made, to within ten; 0 if there is none. */
    public double oldestInFlightAgeMs() {
        return topics.values().stream()
                .mapToDouble(TopicMetrics::oldestInFlightAgeMs)
                .max()
                .orElse(0);
    }

    /** Failed messages by cause, a view that goes on counting. */
    public Map<String, LongAdder> failuresByCause() {
        return failuresByCause;
    }

    private long sum(ToLongFunction<TopicMetrics> counter) {
        return topics.values().stream().mapToLong(counter).sum();
    }
}
