package kafkademo.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A clock that only a test and simulated waits advance. */
public final class SimulatedTime {
    private record Alarm(long due, Runnable task) {}

    /** Half a minute before {@link System#nanoTime} would overflow, which it may do at any time. */
    private static final long START = Long.MAX_VALUE - Duration.ofSeconds(30).toNanos();

    private final List<Alarm> alarms = new ArrayList<>();
    private long now = START;

    /** Returns the simulated time, to be used like {@link System#nanoTime}. */
    public long nanoTime() {
        return now;
    }

    /** Returns how much time has passed since the clock was made. */
    public Duration elapsed() {
        return Duration.ofNanos(now - START);
    }

    /** Runs {@code task} once, this long from now. */
    public void after(Duration duration, Runnable task) {
        after(duration.toNanos(), task);
    }

    /** Runs {@code task} once, this many nanoseconds from now. */
    public void after(long nanos, Runnable task) {
        alarms.add(new Alarm(now + nanos, task));
    }

    /** Advances the clock, and runs each task that falls due at its time. */
    public void pass(Duration duration) {
        await(new CountDownLatch(1), duration.toNanos());
    }

    /** Returns a latch of count one. Waiting for it advances the clock and returns at once. */
    public CountDownLatch latch() {
        return new CountDownLatch(1) {
            @Override
            public boolean await(long timeout, TimeUnit unit) {
                return SimulatedTime.this.await(this, unit.toNanos(timeout));
            }
        };
    }

    private boolean await(CountDownLatch latch, long nanos) {
        long end = now + Math.max(0, nanos);
        while (latch.getCount() > 0) {
            Optional<Alarm> next = alarms.stream()
                    .filter(alarm -> alarm.due - end <= 0)
                    .min(Comparator.comparingLong(alarm -> alarm.due - end));
            if (next.isEmpty()) {
                advanceTo(end);
                return false;
            }
            alarms.remove(next.get());
            advanceTo(next.get().due);
            next.get().task.run();
        }
        return true;
    }

    /** Does nothing if a task has let more time pass than the wait during which it ran. */
    private void advanceTo(long time) {
        now = time - now > 0 ? time : now;
    }
}
