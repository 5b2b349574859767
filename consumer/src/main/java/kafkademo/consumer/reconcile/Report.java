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
        if (total.removed > 0) {
            notes.add(
                    grouped(total.removed) + " older records have been removed from the log (by retention, or by hand)"
                            + " and can't be checked.");
        }
        if (account.explainedGaps() > 0) {
            notes.add(grouped(account.explainedGaps()) + " offsets hold no record: "
                    + account.confirmedCauses().stream()
                            .map(cause -> cause.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(" and "))
                    + ", the broker says.");
        }
        if (total.repeatedIds > 0) {
            notes.add(grouped(total.repeatedIds)
                    + " records have an event_id that is in the log already but another content:"
                    + " repeated ids, as from a producer started again with the same SEED, not repeated records.");
        }
        if (total.withoutId > 0) {
            notes.add(grouped(total.withoutId) + " records have no event_id: whether they are repeated can't be told.");
        }
        if (total.notCompared > 0) {
            notes.add("Up to " + grouped(total.notCompared)
                    + " records could not be compared with the others to see whether they are repeated.");
        }
        return notes;
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
