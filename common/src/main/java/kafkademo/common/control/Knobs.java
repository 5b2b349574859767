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
 * The settings of one service that can be changed while it runs. Every change is one log line and is counted.
 *
 * <p>A change may be temporary. Then the setting goes back by itself to the value that it had before, and however many temporary
 * changes replace one another meanwhile, it is the value before the first of them: each of them was announced as passing, so the
 * setting must not end on any. A lasting change in between is meant to last, and cancels the way back. So at any time a setting
 * has one present value, at most one that follows, and at most one moment when.
 *
 * <p>Safe for use by several threads.
 */
public final class Knobs {
    /** Runs a task later, on a thread of its own. */
    @FunctionalInterface
    interface Alarm {
        void after(long nanos, Runnable task);
    }

    private final Log log;
    private final LongSupplier nanoTime;
    private final Alarm alarm;
    private final List<Knob<?>> knobs = new ArrayList<>();
    private volatile long changes;

    /** @param log where changes are said */
    public Knobs(Log log) {
        this(
                log,
                System::nanoTime,
                (nanos, task) -> CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS)
                        .execute(task));
    }

    /** @param nanoTime a clock such as {@link System#nanoTime}, and {@code alarm} goes by the same */
    Knobs(Log log, LongSupplier nanoTime, Alarm alarm) {
        this.log = log;
        this.nanoTime = nanoTime;
        this.alarm = alarm;
    }

    /** Makes a setting one that can be changed. */
    public synchronized <T> Knob<T> add(Setting<T> setting, T start) {
        Knob<T> knob = new Knob<>(this, setting, start);
        knobs.add(knob);
        return knob;
    }

    /**
     * Changes settings, all of them or, if anything is wrong, none.
     *
     * @param values the new values by the settings' names
     * @param time after which they go back by themselves; empty for lasting changes
     * @throws InvalidSettingsException with a line for each wrong setting, the same as at start
     */
    public void change(Map<String, String> values, Optional<Duration> time) throws InvalidSettingsException {
        changed(values, time);
    }

    /** Does it, and tells which settings were changed by it: one that was as wanted already is not. */
    synchronized List<SettingChange> changed(Map<String, String> values, Optional<Duration> time)
            throws InvalidSettingsException {
        Environment environment = new Environment(values);
        rejectOthers(environment, values);
        List<Knob.Prepared> prepared = new ArrayList<>();
        for (Knob<?> knob : knobs) {
            if (values.containsKey(knob.name())) {
                prepared.add(knob.prepare(environment));
            }
        }
        environment.rejectIfAnyIsWrong();

        OptionalLong until = time.isPresent()
                ? OptionalLong.of(nanoTime.getAsLong() + time.get().toNanos())
                : OptionalLong.empty();
        List<SettingChange> made = new ArrayList<>();
        for (Knob.Prepared change : prepared) {
            change.make(until).ifPresent(made::add);
        }
        made.forEach(change -> report(change, time));
        if (made.stream().anyMatch(SettingChange::temporary)) {
            alarm.after(time.orElseThrow().toNanos(), this::revertDue);
        }
        return made;
    }

    /** Names that are nearly right have been noted by the environment already. */
    private void rejectOthers(Environment environment, Map<String, String> values) {
        for (String name : values.keySet()) {
            if (knobs.stream().noneMatch(knob -> knob.name().equals(name))
                    && Environment.meantBy(name).isEmpty()) {
                environment.rejectName(
                        name,
                        "what can change while the service runs is "
                                + knobs.stream().map(Knob::name).collect(Collectors.joining(", ")));
            }
        }
    }

    /** Takes back what is over. An alarm whose change was replaced finds nothing to do, or not yet. */
    private synchronized void revertDue() {
        long now = nanoTime.getAsLong();
        for (Knob<?> knob : knobs) {
            knob.revertIfDue(now).ifPresent(change -> report(change, Optional.empty()));
        }
    }

    private void report(SettingChange change, Optional<Duration> time) {
        changes++; // under the lock
        log.info("setting changed", line -> {
            line.add("setting", change.setting()).add("old", change.oldValue()).add("new", change.newValue());
            if (change.temporary()) {
                line.add("for_s", time.orElseThrow().toMillis() / 1e3);
            } else if (change.reverted()) {
                line.add("reverted", "true");
            }
        });
    }

    /** Changes since the start, those that were taken back by themselves included: as many as there were log lines. */
    public long settingChanges() {
        return changes;
    }

    /** The settings as they are now. */
    public synchronized List<KnobState> states() {
        long now = nanoTime.getAsLong();
        return knobs.stream().map(knob -> knob.state(now)).toList();
    }
}
