package kafkademo.consumer.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import kafkademo.consumer.reconcile.Findings.Finding;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What there is to tell. Jackson writes it as it is for programs; {@link TextReport} shows it to people.
 *
 * @param group the group whose committed offsets say what is handled
 * @param takenAt when the snapshot was taken
 * @param explained whether there is no difference
 * @param verdict the result in one sentence
 * @param topics the counts of each topic, after its name
 * @param notes what limits the verdict but is no difference, and at the end what it rests on
 */
record Report(
        String group,
        Instant takenAt,
        boolean explained,
        String verdict,
        List<Map<String, Object>> topics,
        Map<Count, Long> total,
        List<Fault> faults,
        List<Finding> differences,
        List<Span> partitions,
        List<String> notes) {
    /**
     * The handled records with one kind of injected fault.
     *
     * @param injectedFault the kind, {@code null} for those without a fault
     * @param decodeErrors how many are decode errors, by type
     */
    record Fault(String injectedFault, long records, long events, Map<String, Long> decodeErrors) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    /** @param readsCommitted whether the service passes over the records of aborted transactions */
    static Report of(String group, Instant takenAt, Account account, boolean readsCommitted) {
        List<Finding> differences = account.findings().all();
        Map<Count, Long> total = account.total();
        List<Map<String, Object>> topics = new ArrayList<>();
        account.topics().forEach((name, counts) -> {
            Map<String, Object> topic = new LinkedHashMap<>(Map.of("topic", name));
            counts.forEach((count, number) -> topic.put(count.toString(), number));
            topics.add(topic);
        });
        return new Report(
                group,
                takenAt,
                differences.isEmpty(),
                verdict(differences.size(), total.get(Count.SENT)),
                topics,
                total,
                account.faults(),
                differences,
                account.snapshot().spans(),
                notes(account.snapshot().hasCommits(), total, readsCommitted));
    }

    private static String verdict(int differences, long sent) {
        if (differences == 0) {
            return "Nothing lost, nothing repeated: each of the " + grouped(sent)
                    + " records is processed, a decode error or waiting,"
                    + " and exactly those with injected_fault do not decode.";
        }
        return "Not everything is explained: "
                + (differences == 1 ? "a difference" : differences + " kinds of difference") + '.';
    }

    private static List<String> notes(boolean hasCommits, Map<Count, Long> total, boolean readsCommitted) {
        List<String> notes = new ArrayList<>();
        if (!hasCommits) {
            notes.add("The group has committed nothing: everything waits.");
        }
        total.forEach((count, number) -> {
            if (count.note() != null && number > 0) {
                notes.add(count.note() + ": " + grouped(number) + '.');
            }
        });
        if (readsCommitted && total.get(Count.MARKERS) > 0) {
            notes.add(
                    "Records of aborted transactions are counted like all others, although this consumer passes over them"
                            + " (isolation.level=read_committed).");
        }
        notes.add(
                "Handled means: below the offset that the group has committed. The services' own counters were not asked;"
                        + " what was handled after the last commit (once a second) counts as waiting.");
        return notes;
    }

    /** Returns the report as one JSON document. */
    String toJson() {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
    }

    /** Returns a number for people: {@code 1,234,567}. */
    static String grouped(Object number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
