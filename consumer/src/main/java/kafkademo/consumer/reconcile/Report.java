package kafkademo.consumer.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What there is to tell, in whatever form.
 *
 * @param group the group whose committed offsets say what is handled
 * @param takenAt when the snapshot was taken
 */
record Report(String group, Instant takenAt, Account account) {
    boolean isExplained() {
        return account.findings().isEmpty();
    }

    /** The result in one sentence. */
    String verdict() {
        if (isExplained()) {
            return "Nothing lost, nothing repeated: each of the "
                    + grouped(account.total().sent())
                    + " records is processed, a decode error or waiting,"
                    + " and exactly those with injected_fault do not decode.";
        }
        long kinds = account.findings().kinds().size();
        return "Not everything is explained: " + (kinds == 1 ? "a difference" : kinds + " kinds of difference") + '.';
    }

    /** What limits the verdict but is no difference. */
    List<String> notes() {
        TopicAccount total = account.total();
        List<String> notes = new ArrayList<>();
        if (!account.snapshot().hasCommits()) {
            notes.add("The group has committed nothing: everything waits.");
        }
        note(
                notes,
                total.removed,
                "Older records that have been removed from the log (by retention, or by hand) and can't be checked: ");
        note(
                notes,
                account.explainedGaps(),
                "Offsets that hold no record, which the broker explains with " + confirmedCauses() + ": ");
        note(
                notes,
                total.repeatedIds,
                "Repeated ids, which are no repeated records (the content differs, as after a start with the same SEED): ");
        note(
                notes,
                total.withoutId,
                "Records without an event_id, so that nobody can tell whether they are repeated: ");
        note(
                notes,
                total.notCompared,
                "Records that could not be compared with the others to see whether they are repeated, at the most: ");
        return notes;
    }

    private static void note(List<String> notes, long count, String meaning) {
        if (count > 0) {
            notes.add(meaning + grouped(count) + '.');
        }
    }

    private String confirmedCauses() {
        return account.confirmedCauses().stream()
                .map(cause -> cause.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    }

    /** What the account rests on, and so what it can't know. */
    String basis() {
        return "Handled means: below the offset that the group has committed. The services' own counters were not asked;"
                + " what was handled after the last commit (once a second) counts as waiting.";
    }

    /** A number for people: {@code 1,234,567}. */
    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
