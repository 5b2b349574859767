package kafkademo.consumer;

import kafkademo.common.control.Knob;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.Log;

/** The consumer's settings that can be changed while it runs. */
public final class ConsumerKnobs {
    private final Knobs all;
    private final Knob<Long> processingDelayMs;
    private final Knob<Boolean> paused;

    /** @param log where changes are said */
    public ConsumerKnobs(long processingDelayMs, boolean paused, Log log) {
        all = new Knobs(log);
        this.processingDelayMs = all.add(ConsumerSettings.PROCESSING_DELAY_MS, processingDelayMs);
        this.paused = all.add(ConsumerSettings.PAUSED, paused);
    }

    /** All of them, to list and to change. */
    public Knobs all() {
        return all;
    }

    public Knob<Long> processingDelayMs() {
        return processingDelayMs;
    }

    public Knob<Boolean> paused() {
        return paused;
    }
}
