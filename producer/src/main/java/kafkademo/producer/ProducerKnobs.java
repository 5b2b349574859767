package kafkademo.producer;

import kafkademo.common.control.Knob;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.Log;
import kafkademo.common.settings.Weights;

/** The producer's settings that can be changed while it runs. */
final class ProducerKnobs {
    private final Knobs all;
    private final Knob<Double> messagesPerSecond;
    private final Knob<Double> errorRate;
    private final Knob<Weights> faultWeights;
    private final Knob<Weights> topicWeights;
    private final Knob<Boolean> paused;

    /** @param log reports every change */
    ProducerKnobs(ProducerSettings settings, Log log) {
        all = new Knobs(log);
        messagesPerSecond = all.add(ProducerSettings.MESSAGES_PER_SECOND, settings.messagesPerSecond());
        errorRate = all.add(ProducerSettings.ERROR_RATE, settings.errorRate());
        faultWeights = all.add(ProducerSettings.FAULT_WEIGHTS, settings.faultWeights());
        topicWeights = all.add(ProducerSettings.TOPIC_WEIGHTS, settings.topicWeights());
        paused = all.add(ProducerSettings.PAUSED, settings.paused());
    }

    /** All of them, to list and to change. */
    Knobs all() {
        return all;
    }

    /** Messages to send each second: none while paused. */
    double askedRate() {
        return paused.get() ? 0 : messagesPerSecond.get();
    }

    Knob<Double> errorRate() {
        return errorRate;
    }

    Knob<Weights> faultWeights() {
        return faultWeights;
    }

    Knob<Weights> topicWeights() {
        return topicWeights;
    }

    Knob<Boolean> paused() {
        return paused;
    }
}
