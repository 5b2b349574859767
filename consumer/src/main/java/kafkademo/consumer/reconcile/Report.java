package kafkademo.consumer.reconcile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/**
 * What there is to tell: as JSON for programs; {@link TextReport} shows it to people.
 *
 * @param group the group whose committed offsets say what is handled
 * @param takenAt when the snapshot was taken
 * @param account accounts for the partitions of the snapshot
 * @param readsCommitted whether the service passes over the records of aborted transactions
 */
record Report(String group, Instant takenAt, List<Span> snapshot, Account account, boolean readsCommitted) {
    /**
     * The handled records with one kind of injected fault.
     *
     * @param injectedFault the kind, {@code null} for those without a fault
     * @param decodeErrors how many are decode errors, by type
     */
    record Fault(String injectedFault, long records, long events, Map<String, Long> decodeErrors) {}

    /**
     * The differences of one kind.
     *
     * @param meaning what is counted, in words
     * @param examples the first of them: names and values, the latter a {@code String} of any origin or a number
     */
    record Difference(Count kind, long count, String meaning, List<Map<String, Object>> examples) {}

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    boolean explained() {
        return account.differences().isEmpty();
    }

    /** Returns the result in one sentence. */
    String verdict() {
        int differences = account.differences().size();
        if (differences == 0) {
            return "Nothing lost, nothing repeated: each of the "
                    + grouped(account.total().get(Count.SENT)) + " records is processed, a decode error or waiting,"
                    + " and exactly those with injected_fault do not decode.";
        }
        return "Not everything is explained: "
                + (differences == 1 ? "a difference" : differences + " kinds of difference") + '.';
    }

    /** Returns what limits the verdict but is no difference, and at the end what it rests on. */
    List<String> notes() {
        Map<Count, Long> total = account.total();
        List<String> notes = new ArrayList<>();
        if (snapshot.stream().allMatch(span -> span.committed() == null)) {
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
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("group", group);
        json.put("taken_at", takenAt);
        json.put("explained", explained());
        json.put("verdict", verdict());
        json.put("topics", topics());
        json.put("total", account.total());
        json.put("faults", account.faults());
        json.put("differences", account.differences());
        json.put("partitions", snapshot);
        json.put("notes", notes());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
    }

    /** Returns the counts of each topic, after its name. */
    private List<Map<String, Object>> topics() {
        List<Map<String, Object>> topics = new ArrayList<>();
        account.topics().forEach((name, counts) -> {
            Map<String, Object> topic = new LinkedHashMap<>(Map.of("topic", name));
            counts.forEach((count, number) -> topic.put(count.toString(), number));
            topics.add(topic);
        });
        return topics;
    }

    /** Returns a number for people: {@code 1,234,567}. */
    static String grouped(Object number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
