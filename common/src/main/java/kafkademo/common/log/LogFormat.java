package kafkademo.common.log;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a log line looks like. One format for the whole process, as it has one standard output. */
public enum LogFormat {
    /** A message and {@code key=value} pairs, for people. */
    TEXT,

    /**
     * One JSON object per line, for log collectors. The frame has the names of the Elastic Common Schema ({@code @timestamp},
     * {@code log.level}, {@code message}, {@code trace.id}), which Elastic, Datadog and others recognize without being told;
     * where OpenTelemetry's semantic conventions have a name for what a line is about ({@code messaging.*},
     * {@code error.type}), it is that one, as the schema itself has adopted them. OpenTelemetry's own log format would nest
     * all of it in {@code attributes}, which only its collector takes apart.
     */
    JSON;

    public static final List<String> NAMES = List.of("text", "json");
    public static final String DEFAULT = "text";

    private static final Map<String, String> FIELD_NAMES = Map.ofEntries(
            Map.entry("topic", "messaging.destination.name"),
            Map.entry("partition", "messaging.destination.partition.id"),
            Map.entry("offset", "messaging.kafka.offset"),
            Map.entry("key", "messaging.kafka.message.key"),
            Map.entry("bytes", "messaging.message.body.size"),
            Map.entry("group", "messaging.consumer.group.name"),
            Map.entry("error_type", "error.type"),
            Map.entry("reason", "error.message"),
            Map.entry("cause", "error.message"),
            Map.entry("trace_id", "trace.id"),
            Map.entry("span_id", "span.id"));

    private static volatile LogFormat current = TEXT;

    static LogFormat current() {
        return current;
    }

    /** @param name one of {@link #NAMES}; anything else counts as {@value #DEFAULT} */
    static void choose(String name) {
        current = NAMES.contains(name) ? valueOf(name.toUpperCase(Locale.ROOT)) : TEXT;
    }

    /** The name that a key of ours has in this format. */
    String fieldName(String key) {
        return this == JSON ? FIELD_NAMES.getOrDefault(key, key) : key;
    }

    /** Whether a number is written as a text: OpenTelemetry defines a partition's id as one. */
    boolean writesAsText(String key) {
        return this == JSON && key.equals("partition");
    }
}
