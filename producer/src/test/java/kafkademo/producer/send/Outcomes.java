package kafkademo.producer.send;

import java.util.Optional;
import kafkademo.common.Topic;
import kafkademo.producer.fault.FaultKind;

/** Counts what becomes of a topic's messages without sending any: all were made at the same moment. */
public final class Outcomes {
    private final ProducerMetrics metrics;
    private final TopicMetrics topic;
    private final long created;
    private final InFlight.Slot slot;

    /** @param created when the messages were made */
    public Outcomes(ProducerMetrics metrics, Topic topic, long created) {
        this.metrics = metrics;
        this.topic = metrics.topic(topic);
        this.created = created;
        this.slot = this.topic.slot(created);
    }

    public void accepted() {
        topic.accepted();
    }

    public void acknowledged(int bytes) {
        topic.acknowledged(Optional.empty(), bytes, created);
        slot.left();
    }

    public void acknowledgedMalformed(int bytes) {
        topic.acknowledged(Optional.of(FaultKind.TRUNCATED), bytes, created);
        slot.left();
    }

    public void acknowledgedDrifted(int bytes) {
        acknowledged(bytes);
        topic.drifted();
    }

    public void failed(String cause) {
        topic.failed();
        slot.left();
        metrics.failedBecauseOf(cause);
    }
}
