package kafkademo.common.control;

import java.util.List;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.Setting;

/**
 * A setting that can change while the service runs. Any thread may read it, at the cost of one volatile read; only its
 * {@link Knobs} change it.
 */
public final class Knob<T> {
    private final Knobs owner;
    private final Setting<T> setting;
    private final T start;
    private volatile T value;

    /** The last permanent value; differs from the current one during a temporary change. */
    private T permanent;

    /** When the temporary change ends, if there is one. */
    private long deadline;

    /** @param owner its lock guards everything that isn't volatile */
    Knob(Knobs owner, Setting<T> setting, T start) {
        this.owner = owner;
        this.setting = setting;
        this.start = start;
        this.value = start;
        this.permanent = start;
    }

    /** The current value. */
    public T get() {
        return value;
    }

    public String name() {
        return setting.name();
    }

    /** The new value in {@code environment}, which collects what is wrong with it; the current value if there is none. */
    T read(Environment environment) {
        return setting.read(environment, value);
    }

    /**
     * Changes the value to the one in {@code environment}.
     *
     * @param nanos how long the change lasts; 0 for a permanent one
     * @return what has changed, in words
     */
    String change(Environment environment, long nanos, long now) {
        return change(read(environment), nanos, now, false);
    }

    /** Ends a temporary change whose deadline has passed. */
    void revertIfDue(long now) {
        if (!value.equals(permanent) && deadline - now <= 0) {
            change(permanent, 0, now, true);
        }
    }

    private String change(T wanted, long nanos, long now, boolean reverted) {
        String old = setting.text(value);
        String text = setting.text(wanted);
        if (wanted.equals(value) && wanted.equals(permanent)) {
            return name() + " is " + old + " already";
        }
        permanent = nanos == 0 ? wanted : permanent;
        deadline = now + nanos;
        // Temporarily setting the permanent value just cancels the pending temporary change.
        boolean temporary = !wanted.equals(permanent);
        // Before the change takes effect, so that its log line comes before all that it brings about.
        owner.report(line -> {
            line.add("setting", name()).add("old", old).add("new", text);
            if (temporary) {
                line.add("for_s", nanos / 1e9);
            } else if (reverted) {
                line.add("reverted", "true");
            }
        });
        value = wanted;
        return name() + ": " + old + " -> " + text + (temporary ? " until " + until(now) : "");
    }

    /** The setting as a user sees it: name, current value, value at start, end of a temporary change, what is allowed. */
    List<String> row(long now) {
        return List.of(name(), setting.text(value), setting.text(start), until(now), setting.allowed());
    }

    private String until(long now) {
        return value.equals(permanent) ? "" : owner.timeIn(deadline - now) + ", then " + setting.text(permanent);
    }
}
