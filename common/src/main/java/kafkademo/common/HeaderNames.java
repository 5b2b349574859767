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

    /** Likewise, on a record only whose value is JSON but whose content is not as agreed: the kind of drift that was injected. */
    public static final String INJECTED_DRIFT = "injected_drift";

    /** On a dead letter only: why the record does not decode, in words. */
    public static final String DEAD_LETTER_REASON = "dead_letter_reason";

    /** On a dead letter only: the kind of decode error. */
    public static final String DEAD_LETTER_ERROR_TYPE = "dead_letter_error_type";

    /** On a dead letter only: where the record comes from, in three headers. */
    public static final String DEAD_LETTER_TOPIC = "dead_letter_topic";

    public static final String DEAD_LETTER_PARTITION = "dead_letter_partition";
    public static final String DEAD_LETTER_OFFSET = "dead_letter_offset";

    /** On a dead letter only: when the record became one, in ISO 8601. */
    public static final String DEAD_LETTER_AT = "dead_letter_at";

    private HeaderNames() {}
}
