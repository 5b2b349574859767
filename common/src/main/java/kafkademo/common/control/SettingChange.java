package kafkademo.common.control;

/** What a change did to a setting; before and after are equal if it was as wanted already. */
public record SettingChange(KnobState before, KnobState after) {
    boolean isNone() {
        return before.equals(after);
    }
}
