package kafkademo.consumer.reconcile;

import java.util.Locale;

/** What is counted, in the order of the report. */
enum Count {
    /** Records in the log: all that were sent, except those that retention has removed. */
    SENT("sent", null, null),
    PROCESSED("= processed", null, null),
    DECODE_ERRORS("+ decode errors", null, null),
    WAITING("+ waiting", null, null),
    WAITING_MALFORMED("(malformed)", null, null),
    UNEXPECTED(null, "Processed events whose content is unexpected: valid JSON, but not as agreed", null),
    FAULT_DECODED_AS_EVENT(null, null, "records that carry injected_fault but decode as an event"),
    EVENT_DECODED_AS_ERROR(null, null, "records that carry no injected_fault but are a decode error"),
    DRIFT_AS_EXPECTED(null, null, "records that carry injected_drift but are an event as expected"),
    EVENT_UNEXPECTED(null, null, "records of the producer that carry no injected_drift but are an unexpected event"),
    /** The broker hands out offsets without gaps, and nothing explains these. */
    MISSING("missing", null, "offsets inside a log that hold no record"),
    REPEATED("repeated", null, "records that are in the log again, with the same event_id and the same content"),
    REPEATED_IDS(
            null,
            "Repeated ids, which are no repeated records (the content differs, as after a start with the same SEED)",
            null),
    TOO_LARGE(null, null, "offsets passed over, since their batch does not fit into memory"),
    REMOVED(
            "removed",
            "Older records that have been removed from the log (by retention, or by hand) and can't be checked",
            null),
    REMOVED_UNREAD(null, null, "records that went from the log before the group had handled them"),
    COMMITTED_BEYOND_END(
            null, null, "committed offsets beyond the log's end: records are lost, or the topic was made anew"),
    DEAD_LETTERS(null, "Dead letters", null),
    DEAD_LETTERS_ASTRAY(null, null, "dead letters that do not name a record of the log"),
    MARKERS(null, "Offsets that hold the end of a transaction instead of a record", null),
    COMPACTED(null, "Offsets that hold no record in a topic that the broker compacts", null),
    WITHOUT_ID(null, "Records without an event_id, so that nobody can tell whether they are repeated", null),
    NOT_COMPARED(null, "Records that could not be searched for repeats (a larger heap has room for more)", null);

    private final String heading;
    private final String note;
    private final String difference;

    Count(String heading, String note, String difference) {
        this.heading = heading;
        this.note = note;
        this.difference = difference;
    }

    /** Returns the heading of its column, {@code null} if the table does not show it. */
    String heading() {
        return heading;
    }

    /** Returns what limits the verdict, {@code null} if this does not. */
    String note() {
        return note;
    }

    /** Returns what is wrong, {@code null} if this is as it should be. */
    String difference() {
        return difference;
    }

    /** Returns the name for programs, for example {@code decode_errors}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
