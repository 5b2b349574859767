package kafkademo.producer.message;

import java.util.Locale;

/** The ways in which a document can be valid JSON and yet not what its readers expect. */
public enum DriftKind {
    /** One member is gone. */
    MISSING_FIELD,
    /** One member has another JSON type: a number is a string, anything else is wrapped in an object. */
    WRONG_TYPE,
    /** The event's type is one that nobody knows. */
    UNKNOWN_EVENT_TYPE;

    private final String driftName = name().toLowerCase(Locale.ROOT);

    /** The name in the header {@code injected_drift}, for example {@code wrong_type}. */
    public String driftName() {
        return driftName;
    }
}
