package kafkademo.common.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.Setting;

/**
 * A setting that can be changed while the service runs. Any thread may read it, at the price of one volatile read; it changes only
 * through its {@link Knobs}.
 */
public final class Knob<T> {
    private final Knobs owner;
    private final Setting<T> setting;
    private final T start;
    private final List<Consumer<? super T>> followers = new ArrayList<>();
    private volatile T value;

    /** While a change is temporary: what to go back to, and when. */
    private T lasting;

    private OptionalLong deadline = OptionalLong.empty();

    /** @param owner its lock guards all that isn't volatile */
    Knob(Knobs owner, Setting<T> setting, T start) {
        this.owner = owner;
        this.setting = setting;
        this.start = start;
        this.value = start;
    }

    /** The present value. */
    public T get() {
        return value;
    }

    public String name() {
        return setting.name();
    }

    /** Hands the present value to {@code follower}, and every later one as soon as it holds, from whichever thread changes it. */
    public void follow(Consumer<? super T> follower) {
        synchronized (owner) {
            followers.add(follower);
            follower.accept(value);
        }
    }

    /** A change that has been checked and not been made yet. */
    @FunctionalInterface
    interface Prepared {
        /**
         * Makes the change.
         *
         * @param until when it is to be taken back; empty for a lasting one
         * @return what is different now, if anything is
         */
        Optional<SettingChange> make(OptionalLong until);
    }

    /** Reads the new value from {@code environment}, which notes it if it is wrong. */
    Prepared prepare(Environment environment) {
        T wanted = setting.read(environment, value);
        return until -> change(wanted, until);
    }

    private Optional<SettingChange> change(T wanted, OptionalLong until) {
        T before = value;
        boolean wasTemporary = deadline.isPresent();
        T basis = wasTemporary ? lasting : value;
        // For a while the value that holds anyway: that is no more than the end of another change.
        boolean temporary = until.isPresent() && !wanted.equals(basis);
        lasting = temporary ? basis : null;
        deadline = temporary ? until : OptionalLong.empty();
        set(wanted);
        return wanted.equals(before) && !wasTemporary
                ? Optional.empty()
                : Optional.of(new SettingChange(name(), setting.text(before), setting.text(wanted), temporary, false));
    }

    /** Takes a temporary change back if its time is over at {@code now}. */
    Optional<SettingChange> revertIfDue(long now) {
        if (deadline.isEmpty() || deadline.getAsLong() - now > 0) {
            return Optional.empty();
        }
        T before = value;
        T back = lasting;
        lasting = null;
        deadline = OptionalLong.empty();
        set(back);
        return Optional.of(new SettingChange(name(), setting.text(before), setting.text(back), false, true));
    }

    private void set(T wanted) {
        value = wanted;
        followers.forEach(follower -> follower.accept(wanted));
    }

    /** All that is worth knowing about it; {@code now} is a time of the same clock as the deadlines. */
    KnobState state(long now) {
        return new KnobState(
                name(),
                setting.text(value),
                setting.text(start),
                setting.allowed(),
                deadline.isPresent() ? Optional.of(setting.text(lasting)) : Optional.empty(),
                deadline.isPresent() ? Math.max(0, deadline.getAsLong() - now) : 0);
    }
}
