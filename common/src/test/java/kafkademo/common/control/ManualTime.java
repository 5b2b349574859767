package kafkademo.common.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A clock that a test advances, with the alarms that go by it. */
final class ManualTime implements Knobs.Alarm {
    private record Pending(long due, Runnable task) {}

    private final List<Pending> alarms = new ArrayList<>();
    private long now = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos(); // overflows soon, as a real one may

    long nanoTime() {
        return now;
    }

    @Override
    public void after(long nanos, Runnable task) {
        alarms.add(new Pending(now + nanos, task));
    }

    /** Advances the clock, and runs each task that falls due at its time. */
    void pass(Duration duration) {
        long end = now + duration.toNanos();
        while (true) {
            Pending next = null;
            for (Pending alarm : alarms) {
                if (alarm.due - end <= 0 && (next == null || alarm.due - next.due < 0)) {
                    next = alarm;
                }
            }
            if (next == null) {
                now = end;
                return;
            }
            alarms.remove(next);
            now = next.due;
            next.task.run();
        }
    }
}
