package kafkademo.common.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.Setting;

/**
 * A setting that can change while the service runs. Any thread may read it, at the cost of one volatile read; only its
 * {@link Knobs} change it.
 */
public final class Knob<T> {
    /** The end of a temporary change. */
    private record Return<T>(T value, long deadline) {}

    private final Knobs owner;
    private final Setting<T> setting;
    private final T start;
    private final List<Consumer<? super T>> followers = new ArrayList<>();
    private volatile T value;
    private Optional<Return<T>> pending = Optional.empty();

    /** @param owner its lock guards everything that isn't volatile */
    Knob(Knobs owner, Setting<T> setting, T start) {
        this.owner = owner;
        this.setting = setting;
        this.start = start;
        this.value = start;
    }

    /** The current value. */
    public T get() {
        return value;
    }

    public String name() {
        return setting.name();
    }

    /** Passes the current value to {@code follower}, and every new one, on the thread that changes it. */
    public void follow(Consumer<? super T> follower) {
        synchronized (owner) {
            followers.add(follower);
            follower.accept(value);
        }
    }

    /** The new value in {@code environment}, which collects what is wrong with it; the current value if there is none. */
    T read(Environment environment) {
        return setting.read(environment, value);
    }

    /**
     * Changes the value to the one in {@code environment}.
     *
     * @param deadline when the change ends; empty for a permanent one
     * @param report told of the change before it takes effect, so that its log line comes before all that it brings about
     */
    SettingChange change(Environment environment, OptionalLong deadline, long now, Consumer<SettingChange> report) {
        return change(read(environment), deadline, now, report);
    }

    /** Ends a temporary change whose deadline has passed. */
    void revertIfDue(long now, Consumer<SettingChange> report) {
        pending.filter(next -> next.deadline - now <= 0)
                .ifPresent(next -> change(next.value, OptionalLong.empty(), now, report));
    }

    private SettingChange change(T wanted, OptionalLong deadline, long now, Consumer<SettingChange> report) {
        T permanent = pending.map(Return::value).orElse(value);
        // Temporarily setting the permanent value just cancels the pending temporary change.
        boolean temporary = deadline.isPresent() && !wanted.equals(permanent);
        Optional<Return<T>> next =
                temporary ? Optional.of(new Return<>(permanent, deadline.getAsLong())) : Optional.empty();
        SettingChange change = new SettingChange(state(now), state(wanted, next, now));
        report.accept(change);
        pending = next;
        value = wanted;
        followers.forEach(follower -> follower.accept(wanted));
        return change;
    }

    /** @param now by the clock of the deadlines */
    KnobState state(long now) {
        return state(value, pending, now);
    }

    private KnobState state(T current, Optional<Return<T>> then, long now) {
        return new KnobState(
                name(),
                setting.text(current),
                setting.text(start),
                setting.allowed(),
                then.map(next -> setting.text(next.value)),
                then.map(next -> Math.max(0, next.deadline - now)).orElse(0L));
    }
}
