package kafkademo.producer.send;

import java.time.Duration;
import kafkademo.common.runtime.StopSignal;

/** A clock that only waiting moves on, and a stop signal whose waits are over at once. */
public class SimulatedTime extends StopSignal {
    private long now;
    private long stopAt = Long.MAX_VALUE;

    /** To be used like {@link System#nanoTime}. */
    public long nanoTime() {
        return now;
    }

    public void pass(Duration duration) {
        now += duration.toNanos();
        if (now >= stopAt) {
            request();
        }
    }

    /** Asks for the stop when the clock gets there. */
    public void stopAt(Duration time) {
        stopAt = time.toNanos();
    }

    @Override
    public boolean await(long nanos) {
        long wait = isRequested() ? 0 : Math.max(0, Math.min(nanos, stopAt - now));
        pass(Duration.ofNanos(wait));
        return isRequested();
    }
}
