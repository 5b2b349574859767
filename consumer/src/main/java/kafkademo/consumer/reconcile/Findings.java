package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** The differences: how many there are of each kind, and examples. */
final class Findings {
    /** The number of examples kept for each kind. */
    static final int MAX_EXAMPLES = 10;

    /** What can be wrong. */
    enum Kind {
        FAULT_DECODED_AS_EVENT("records that carry injected_fault but decode as an event"),
        EVENT_DECODED_AS_ERROR("records that carry no injected_fault but are a decode error"),
        REPEATED("records that are in the log again, with the same event_id and the same content"),
        MISSING("offsets inside a log that hold no record"),
        TOO_LARGE("offsets passed over, since their batch does not fit into memory"),
        REMOVED_UNREAD("records that went from the log before the group had handled them"),
        COMMITTED_BEYOND_END("committed offsets beyond the log's end: records are lost, or the topic was made anew");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** Returns what is counted, in words. */
        String meaning() {
            return meaning;
        }

        /** Returns the name for programs, for example {@code removed_unread}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The differences of one kind.
     *
     * @param meaning what is counted, in words
     * @param examples the first of them: names and values, the latter a {@code String} of any origin or a number
     */
    record Finding(Kind kind, long count, String meaning, List<Map<String, Object>> examples) {}

    private final Map<Kind, Finding> findings = new EnumMap<>(Kind.class);

    /** Counts {@code count} more of a kind. The example is only made if there is room for it. */
    void add(Kind kind, long count, Supplier<Map<String, Object>> example) {
        Finding found = findings.getOrDefault(kind, new Finding(kind, 0, kind.meaning, new ArrayList<>()));
        findings.put(kind, new Finding(kind, found.count + count, kind.meaning, found.examples));
        if (found.examples.size() < MAX_EXAMPLES) {
            found.examples.add(example.get());
        }
    }

    /** Counts the offsets {@code from} to {@code to}, the latter excluded, if there are any. */
    void addRange(Kind kind, Span span, long from, long to) {
        if (from < to) {
            add(kind, to - from, () -> {
                Map<String, Object> example = place(span.topic(), span.partition(), from);
                example.put("last_offset", to - 1);
                return example;
            });
        }
    }

    /** Returns an example's place in the log, to which more can be added. */
    static Map<String, Object> place(String topic, int partition, long offset) {
        Map<String, Object> place = new LinkedHashMap<>();
        place.put("topic", topic);
        place.put("partition", partition);
        place.put("offset", offset);
        return place;
    }

    /** Returns the differences, in the order of their kinds. */
    List<Finding> all() {
        return List.copyOf(findings.values());
    }
}
