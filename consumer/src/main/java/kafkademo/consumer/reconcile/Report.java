package kafkademo.consumer.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import kafkademo.consumer.reconcile.LogReader.Absence;

/**
 * What there is to tell, in whatever form.
 *
 * @param group the group whose committed offsets say what is handled
 * @param takenAt when the snapshot was taken
 * @param readsCommitted whether the service passes over the records of aborted transactions
 */
record Report(String group, Instant takenAt, Account account, boolean readsCommitted) {
    boolean isExplained() {
        return account.findings().all().isEmpty();
    }

    /** The result in one sentence. */
    String verdict() {
        if (isExplained()) {
            return "Nothing lost, nothing repeated: each of the "
                    + grouped(account.total(Count.SENT))
                    + " records is processed, a decode error or waiting,"
                    + " and exactly those with injected_fault do not decode.";
        }
        int kinds = account.findings().all().size();
        return "Not everything is explained: " + (kinds == 1 ? "a difference" : kinds + " kinds of difference") + '.';
    }

    /** What limits the verdict but is no difference, and at the end what it rests on. */
    List<String> notes() {
        long markers = account.absent(Absence.MARKER);
        List<String> notes = new ArrayList<>();
        if (!account.snapshot().hasCommits()) {
            notes.add("The group has committed nothing: everything waits.");
        }
        note(
                notes,
                account.total(Count.REMOVED),
                "Older records that have been removed from the log (by retention, or by hand) and can't be checked: ");
        note(notes, markers, "Offsets that hold the end of a transaction instead of a record: ");
        if (markers > 0 && readsCommitted) {
            notes.add(
                    "Records of aborted transactions are counted like all others, although this consumer passes over them"
                            + " (isolation.level=read_committed).");
        }
        note(
                notes,
                account.absent(Absence.COMPACTION),
                "Offsets that hold no record in a topic that the broker compacts: ");
        note(
                notes,
                account.total(Count.REPEATED_IDS),
                "Repeated ids, which are no repeated records (the content differs, as after a start with the same SEED): ");
        note(
                notes,
                account.total(Count.WITHOUT_ID),
                "Records without an event_id, so that nobody can tell whether they are repeated: ");
        note(
                notes,
                account.total(Count.NOT_COMPARED),
                "Records that could not be searched for repeats (a larger heap has room for more), at most: ");
        notes.add(
                "Handled means: below the offset that the group has committed. The services' own counters were not asked;"
                        + " what was handled after the last commit (once a second) counts as waiting.");
        return notes;
    }

    private static void note(List<String> notes, long count, String meaning) {
        if (count > 0) {
            notes.add(meaning + grouped(count) + '.');
        }
    }

    /** A number for people: {@code 1,234,567}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
