package kafkademo.consumer.reconcile;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** The differences: how many of each kind, and the first few of them by their place in the log. */
final class Findings {
    /** Differences of a kind that are shown one by one. */
    static final int MAX_EXAMPLES = 10;

    /** What can be wrong. */
    enum Kind {
        FAULT_DECODED_AS_EVENT("records that carry injected_fault but decode as an event"),
        EVENT_DECODED_AS_ERROR("records that carry no injected_fault but are a decode error"),
        REPEATED("records that are in the log again, with the same event_id and the same content"),
        MISSING("offsets inside a log that hold no record"),
        REMOVED_UNREAD("records that went from the log before the group had handled them"),
        COMMITTED_BEYOND_END("committed offsets beyond the log's end: records are lost, or the topic was made anew");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }

        /** What its count is a count of. */
        String meaning() {
            return meaning;
        }

        /** The name for programs, for example {@code removed_unread}. */
        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A difference's place.
     *
     * @param details what else there is to say: a {@code String}, of any origin, or a {@code Long}
     */
    record Example(TopicPartition partition, long offset, Map<String, Object> details) {
        Example with(String name, Object detail) {
            if (detail != null) {
                details.put(name, detail);
            }
            return this;
        }

        static Example at(TopicPartition partition, long offset) {
            return new Example(partition, offset, new LinkedHashMap<>());
        }
    }

    private static final class Finding {
        private long count;
        private final List<Example> examples = new ArrayList<>();
    }

    private final Map<Kind, Finding> findings = new EnumMap<>(Kind.class);

    /** Counts {@code count} more; returns whether there is room for one more example. */
    boolean count(Kind kind, long count) {
        Finding finding = findings.computeIfAbsent(kind, any -> new Finding());
        finding.count += count;
        return finding.examples.size() < MAX_EXAMPLES;
    }

    /** Shows one of those that have been counted. */
    void show(Kind kind, Example example) {
        List<Example> examples = findings.get(kind).examples;
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(example);
        }
    }

    boolean isEmpty() {
        return findings.isEmpty();
    }

    /** The kinds that there are. */
    List<Kind> kinds() {
        return List.copyOf(findings.keySet());
    }

    long count(Kind kind) {
        Finding finding = findings.get(kind);
        return finding == null ? 0 : finding.count;
    }

    List<Example> examples(Kind kind) {
        Finding finding = findings.get(kind);
        return finding == null ? List.of() : List.copyOf(finding.examples);
    }
}
