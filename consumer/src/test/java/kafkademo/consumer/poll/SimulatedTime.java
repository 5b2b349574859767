package kafkademo.consumer.poll;

import java.time.Duration;
import kafkademo.common.runtime.StopSignal;

/** A clock that only waiting advances, and a stop signal whose waits return at once. */
public class SimulatedTime extends StopSignal {
    private long now;
    private long stopAt = Long.MAX_VALUE;

    /** Returns the simulated time, like {@link System#nanoTime}. */
    public long nanoTime() {
        return now;
    }

    public void pass(Duration duration) {
        now += duration.toNanos();
        if (now >= stopAt) {
            request();
        }
    }

    /** Requests the stop at this time. */
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
