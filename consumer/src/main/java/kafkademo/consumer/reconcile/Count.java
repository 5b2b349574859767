package kafkademo.consumer.reconcile;

import java.util.Locale;

/** What is counted per topic, in the order of the report. */
enum Count {
    /** Records in the log: all that were sent, except those that retention has removed. */
    SENT("sent", null),
    PROCESSED("= processed", null),
    DECODE_ERRORS("+ decode errors", null),
    WAITING("+ waiting", null),
    WAITING_MALFORMED("(malformed)", null),
    MISSING("missing", null),
    REPEATED("repeated", null),
    REPEATED_IDS(
            null,
            "Repeated ids, which are no repeated records (the content differs, as after a start with the same SEED)"),
    REMOVED(
            "removed",
            "Older records that have been removed from the log (by retention, or by hand) and can't be checked"),
    MARKERS(null, "Offsets that hold the end of a transaction instead of a record"),
    COMPACTED(null, "Offsets that hold no record in a topic that the broker compacts"),
    WITHOUT_ID(null, "Records without an event_id, so that nobody can tell whether they are repeated"),
    NOT_COMPARED(null, "Records that could not be searched for repeats (a larger heap has room for more), at most");

    private final String heading;
    private final String note;

    Count(String heading, String note) {
        this.heading = heading;
        this.note = note;
    }

    /** Returns the heading of its column, {@code null} if the table does not show it. */
    String heading() {
        return heading;
    }

    /** Returns what it means for the verdict, {@code null} if that needs no words. */
    String note() {
        return note;
    }

    /** Returns the name for programs, for example {@code decode_errors}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
