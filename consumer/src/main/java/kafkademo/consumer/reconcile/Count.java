package kafkademo.consumer.reconcile;

import java.util.Locale;

/** What is counted per topic, in the order of the report. */
enum Count {
    /** Records in the log: all that were sent, except those that retention has removed. */
    SENT("sent"),
    PROCESSED("= processed"),
    DECODE_ERRORS("+ decode errors"),
    WAITING("+ waiting"),
    WAITING_MALFORMED("(malformed)"),
    MISSING("missing"),
    REPEATED("repeated"),
    /** Records whose id came before, with other content. */
    REPEATED_IDS(null),
    REMOVED("removed"),
    WITHOUT_ID(null),
    /** Records that were not searched for repeats. */
    NOT_COMPARED(null);

    private final String heading;

    Count(String heading) {
        this.heading = heading;
    }

    /** Returns the heading of its column, {@code null} if the table does not show it. */
    String heading() {
        return heading;
    }

    /** Returns the name for programs, for example {@code decode_errors}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
