package kafkademo.producer;

import java.time.Duration;
import kafkademo.common.control.Knob;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.Log;
import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.Weights;

/** The producer's settings that can be changed while it runs. */
final class ProducerKnobs {
    /** All of them, to list and to change. */
    final Knobs all;

    final Knob<Double> messagesPerSecond;
    final Knob<Double> errorRate;
    final Knob<Double> schemaDriftRate;
    final Knob<Weights> faultWeights;
    final Knob<Weights> topicWeights;
    final Knob<Duration> clockSkew;
    final Knob<Long> leakBytesPerMessage;
    final Knob<Boolean> paused;
    final Knob<Long> logLinesPerSecond;

    /** @param log reports every change */
    ProducerKnobs(ProducerSettings settings, Log log) {
        all = new Knobs(log);
        messagesPerSecond = all.add(ProducerSettings.MESSAGES_PER_SECOND, settings.messagesPerSecond());
        errorRate = all.add(ProducerSettings.ERROR_RATE, settings.errorRate());
        schemaDriftRate = all.add(ProducerSettings.SCHEMA_DRIFT_RATE, settings.schemaDriftRate());
        faultWeights = all.add(ProducerSettings.FAULT_WEIGHTS, settings.faultWeights());
        topicWeights = all.add(ProducerSettings.TOPIC_WEIGHTS, settings.topicWeights());
        clockSkew = all.add(ProducerSettings.CLOCK_SKEW, settings.clockSkew());
        leakBytesPerMessage = all.add(ProducerSettings.LEAK_BYTES_PER_MESSAGE, settings.leakBytesPerMessage());
        paused = all.add(ProducerSettings.PAUSED, settings.paused());
        logLinesPerSecond =
                all.add(CommonSettings.LOG_LINES_PER_SECOND, settings.common().logLinesPerSecond());
    }

    /** The producer's clock, in milliseconds since 1970-01-01T00:00:00Z. */
    long epochMillis() {
        return System.currentTimeMillis() + clockSkew.get().toMillis();
    }

    /** Messages to send each second: 0 while paused. */
    double askedRate() {
        return paused.get() ? 0 : messagesPerSecond.get();
    }
}
