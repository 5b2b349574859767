package kafkademo.common.control;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.Setting;

/**
 * The settings of a service that can change while it runs. Every change is logged and counted.
 *
 * <p>After a temporary change, a setting returns to its last permanent value, even if other temporary changes came in between. A
 * permanent change cancels a pending return. So a setting always has one current value and at most one that follows.
 *
 * <p>Safe for use by several threads.
 */
public final class Knobs {
    private final Log log;
    private final LongSupplier nanoTime;
    private final LongFunction<Executor> later;
    private final InstantSource clock;
    private final List<Knob<?>> knobs = new ArrayList<>();
    private volatile long changes;

    /** @param log gets a line for every change */
    public Knobs(Log log) {
        this(
                log,
                System::nanoTime,
                nanos -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS),
                InstantSource.system());
    }

    /**
     * @param later runs tasks on another thread, so many nanoseconds from now
     * @param clock for display only: it shows when a temporary change ends
     */
    Knobs(Log log, LongSupplier nanoTime, LongFunction<Executor> later, InstantSource clock) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.later = later;
        this.clock = clock;
    }

    /** Makes a setting changeable. */
    public synchronized <T> Knob<T> add(Setting<T> setting, T start) {
        Knob<T> knob = new Knob<>(this, setting, start);
        knobs.add(knob);
        return knob;
    }

    /**
     * Changes settings together: if one is rejected, none takes effect.
     *
     * @param values the new values by setting
     * @param time how long they last; empty for a permanent change
     * @return what has changed, a line for each setting
     * @throws InvalidSettingsException with a line for each wrong setting, the same as at start
     */
    public synchronized List<String> change(Map<String, String> values, Optional<Duration> time)
            throws InvalidSettingsException {
        Environment environment = new Environment(values);
        rejectUnknown(environment, values);
        List<Knob<?>> chosen =
                knobs.stream().filter(knob -> values.containsKey(knob.name())).toList();
        chosen.forEach(knob -> knob.read(environment));
        environment.rejectIfAnyIsWrong();

        long now = nanoTime.getAsLong();
        long nanos = time.orElse(Duration.ZERO).toNanos();
        if (nanos > 0) {
            later.apply(nanos).execute(this::revertDue);
        }
        return chosen.stream().map(knob -> knob.change(environment, nanos, now)).toList();
    }

    private void rejectUnknown(Environment environment, Map<String, String> values) {
        String known = knobs.stream().map(Knob::name).collect(Collectors.joining(", "));
        for (String name : values.keySet()) {
            if (knobs.stream().noneMatch(knob -> knob.name().equals(name))) {
                String meant = environment.suspects().get(name);
                environment.rejectName(
                        name,
                        meant == null
                                ? "only these settings can change while the service runs: " + known
                                : "did you mean " + meant + "?");
            }
        }
    }

    /** Does nothing if the change that was to end now has been replaced meanwhile. */
    private synchronized void revertDue() {
        long now = nanoTime.getAsLong();
        knobs.forEach(knob -> knob.revertIfDue(now));
    }

    /** Logs and counts a change, under the lock. */
    void report(Consumer<LogLine> change) {
        changes++;
        log.info("setting changed", change);
    }

    Instant timeIn(long nanos) {
        return clock.instant().plusNanos(Math.max(0, nanos)).truncatedTo(ChronoUnit.SECONDS);
    }

    /** The number of changes since the start, returns from temporary ones included: one for each log line. */
    public long settingChanges() {
        return changes;
    }

    /** The settings as they are now, see {@link Knob#row}. */
    public synchronized List<List<String>> rows() {
        long now = nanoTime.getAsLong();
        return knobs.stream().map(knob -> knob.row(now)).toList();
    }
}
