package kafkademo.common.control;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import kafkademo.common.log.Log;
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
    /** Runs a task later, on another thread. */
    @FunctionalInterface
    interface Alarm {
        void after(long nanos, Runnable task);
    }

    private final Log log;
    private final LongSupplier nanoTime;
    private final Alarm alarm;
    private final List<Knob<?>> knobs = new ArrayList<>();
    private volatile long changes;

    /** @param log gets a line for every change */
    public Knobs(Log log) {
        this(
                log,
                System::nanoTime,
                (nanos, task) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS)
                        .execute(task));
    }

    Knobs(Log log, LongSupplier nanoTime, Alarm alarm) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.alarm = alarm;
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
     * @return what became of each of them
     * @throws InvalidSettingsException with a line for each wrong setting, the same as at start
     */
    public synchronized List<SettingChange> change(Map<String, String> values, Optional<Duration> time)
            throws InvalidSettingsException {
        Environment environment = new Environment(values);
        rejectUnknown(environment, values);
        List<Knob<?>> chosen =
                knobs.stream().filter(knob -> values.containsKey(knob.name())).toList();
        chosen.forEach(knob -> knob.read(environment));
        environment.rejectIfAnyIsWrong();

        long now = nanoTime.getAsLong();
        long nanos = time.orElse(Duration.ZERO).toNanos();
        OptionalLong deadline = time.isPresent() ? OptionalLong.of(now + nanos) : OptionalLong.empty();
        List<SettingChange> made = chosen.stream()
                .map(knob -> knob.change(environment, deadline, now, change -> report(change, false)))
                .toList();
        if (made.stream().anyMatch(change -> change.after().then().isPresent())) {
            alarm.after(nanos, this::revertDue);
        }
        return made;
    }

    private void rejectUnknown(Environment environment, Map<String, String> values) {
        String known = knobs.stream().map(Knob::name).collect(Collectors.joining(", "));
        for (String name : values.keySet()) {
            if (knobs.stream().noneMatch(knob -> knob.name().equals(name))) {
                environment.rejectName(
                        name,
                        Optional.ofNullable(environment.suspects().get(name))
                                .map(meant -> "did you mean " + meant + "?")
                                .orElse("only these settings can change while the service runs: " + known));
            }
        }
    }

    /** Does nothing if the change for which the alarm was set has been replaced meanwhile. */
    private synchronized void revertDue() {
        long now = nanoTime.getAsLong();
        knobs.forEach(knob -> knob.revertIfDue(now, change -> report(change, true)));
    }

    private void report(SettingChange change, boolean reverted) {
        if (change.isNone()) {
            return;
        }
        changes++; // under the lock
        KnobState after = change.after();
        log.info("setting changed", line -> {
            line.add("setting", after.name())
                    .add("old", change.before().value())
                    .add("new", after.value());
            if (after.then().isPresent()) {
                line.add("for_s", after.nanosLeft() / 1e9);
            } else if (reverted) {
                line.add("reverted", "true");
            }
        });
    }

    /** The number of changes since the start, returns from temporary ones included: one for each log line. */
    public long settingChanges() {
        return changes;
    }

    /** The settings as they are now. */
    public synchronized List<KnobState> states() {
        long now = nanoTime.getAsLong();
        return knobs.stream().map(knob -> knob.state(now)).toList();
    }
}
