package kafkademo.producer;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import kafkademo.common.Topic;

/** What has become of the messages: counted when the broker has acknowledged them, or when they have failed for good. */
final class ProducerMetrics {
    /** One topic's counters. */
    static final class OfTopic {
        private final LongAdder acknowledged = new LongAdder();
        private final LongAdder malformed = new LongAdder();
        private final LongAdder bytes = new LongAdder();
    }

    private final OfTopic[] topics = new OfTopic[Topic.values().length];
    private final LongAdder accepted = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Map<String, LongAdder> failuresByCause = new ConcurrentHashMap<>();

    ProducerMetrics() {
        for (int topic = 0; topic < topics.length; topic++) {
            topics[topic] = new OfTopic();
        }
    }

    /** A message has been handed to the Kafka client, which will acknowledge or fail it. */
    void accepted() {
        accepted.increment();
    }

    void acknowledged(Topic topic, boolean malformed, int bytes) {
        OfTopic counters = topics[topic.ordinal()];
        counters.acknowledged.increment();
        counters.bytes.add(bytes);
        if (malformed) {
            counters.malformed.increment();
        }
    }

    /** A message is lost for good, and why: one of a handful of texts, not one per message. */
    void failed(String cause) {
        failed.increment();
        failuresByCause.computeIfAbsent(cause, ignored -> new LongAdder()).increment();
    }

    long acknowledged(Topic topic) {
        return topics[topic.ordinal()].acknowledged.sum();
    }

    long acknowledged() {
        long sum = 0;
        for (OfTopic topic : topics) {
            sum += topic.acknowledged.sum();
        }
        return sum;
    }

    long malformed() {
        long sum = 0;
        for (OfTopic topic : topics) {
            sum += topic.malformed.sum();
        }
        return sum;
    }

    /** Bytes of the acknowledged messages' values. */
    long bytes() {
        long sum = 0;
        for (OfTopic topic : topics) {
            sum += topic.bytes.sum();
        }
        return sum;
    }

    long failed() {
        return failed.sum();
    }

    /** Messages that the Kafka client holds: neither acknowledged nor failed yet. */
    long inFlight() {
        // What leaves is read first: read last, it could count messages that the other had not seen enter.
        long left = acknowledged() + failed();
        // An acknowledgement may overtake the send that it belongs to.
        return Math.max(0, accepted.sum() - left);
    }

    /** Failed messages by cause, a view that goes on counting. */
    Map<String, LongAdder> failuresByCause() {
        return failuresByCause;
    }
}
