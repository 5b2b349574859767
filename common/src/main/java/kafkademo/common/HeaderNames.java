package kafkademo.common;

/** Names of the record headers on which the producer, the consumer and any tool agree. */
public final class HeaderNames {
    /** The event's type, for example {@code order_created}. */
    public static final String EVENT_TYPE = "event_type";

    /** The event's id, unique within a run of the producer. */
    public static final String EVENT_ID = "event_id";

    /**
     * On a malformed record only: the kind of fault that was injected. It is the ground truth to check a consumer or a
     * monitoring tool against; the consumer itself never reads it to decide anything.
     */
    public static final String INJECTED_FAULT = "injected_fault";

    private HeaderNames() {}
}
