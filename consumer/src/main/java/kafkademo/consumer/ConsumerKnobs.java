package kafkademo.consumer;

import kafkademo.common.control.Knob;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.Log;

/** The consumer's settings that can be changed while it runs. */
final class ConsumerKnobs {
    private final Knobs all;
    private final Knob<Long> processingDelayMs;
    private final Knob<Boolean> paused;

    /** @param log where changes are logged */
    ConsumerKnobs(long processingDelayMs, boolean paused, Log log) {
        all = new Knobs(log);
        this.processingDelayMs = all.add(ConsumerSettings.PROCESSING_DELAY_MS, processingDelayMs);
        this.paused = all.add(ConsumerSettings.PAUSED, paused);
    }

    /** Returns all of them, to list and to change. */
    Knobs all() {
        return all;
    }

    Knob<Long> processingDelayMs() {
        return processingDelayMs;
    }

    Knob<Boolean> paused() {
        return paused;
    }
}
