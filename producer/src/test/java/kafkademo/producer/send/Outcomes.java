package kafkademo.producer.send;

import java.util.Optional;
import kafkademo.common.Topic;
import kafkademo.producer.fault.FaultKind;

/** Counts what becomes of a topic's messages without sending any: all were made at the same moment. */
public final class Outcomes {
    private final ProducerMetrics metrics;
    private final TopicMetrics topic;
    private final InFlight.Slot slot;

    /** @param now when the messages were made */
    public Outcomes(ProducerMetrics metrics, Topic topic, long now) {
        this.metrics = metrics;
        this.topic = metrics.topic(topic);
        this.slot = this.topic.slot(now);
    }

    public void accepted() {
        topic.accepted(slot);
    }

    public void acknowledged(int bytes) {
        topic.acknowledged(slot, Optional.empty(), bytes, 0);
    }

    public void acknowledgedMalformed(int bytes) {
        topic.acknowledged(slot, Optional.of(FaultKind.TRUNCATED), bytes, 0);
    }

    public void failed(String cause) {
        topic.failed(slot);
        metrics.failedBecauseOf(cause);
    }
}
