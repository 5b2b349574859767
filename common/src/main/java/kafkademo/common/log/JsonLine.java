package kafkademo.common.log;

import java.math.BigDecimal;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * A line for log collectors: one JSON object. The frame has the names of the Elastic Common Schema ({@code @timestamp},
 * {@code log.level}, {@code message}, {@code trace.id}), which Elastic, Datadog and others know. Where OpenTelemetry's semantic
 * conventions name what a field is about ({@code messaging.*}, {@code error.type}), the field has that name, as the schema has
 * adopted them. OpenTelemetry's own log format would nest everything in {@code attributes}, which only its collector unpacks.
 *
 * <p>A field has the same JSON type on every line, since a store may take the type from the first line it sees.
 */
final class JsonLine extends LogLine {
    private static final String PARTITION = "partition";

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("topic", "messaging.destination.name"),
            Map.entry(PARTITION, "messaging.destination.partition.id"),
            Map.entry("offset", "messaging.kafka.offset"),
            Map.entry("key", "messaging.kafka.message.key"),
            Map.entry("bytes", "messaging.message.body.size"),
            Map.entry("group", "messaging.consumer.group.name"),
            Map.entry("error_type", "error.type"),
            Map.entry("reason", "error.message"),
            Map.entry("cause", "error.message"),
            Map.entry("trace_id", "trace.id"),
            Map.entry("span_id", "span.id"));

    private final JsonLines lines;

    /** @param lines takes the finished line */
    JsonLine(JsonLines lines, Logger logger, Level level, String message) {
        super(logger, level);
        this.lines = lines;
        lines.begin(text, level.name(), logger.getName(), message);
    }

    @Override
    void key(String key) {
        text.append(",\"").append(NAMES.getOrDefault(key, key)).append("\":");
    }

    @Override
    void plain(String value) {
        text.append('"').append(value).append('"');
    }

    /** OpenTelemetry defines the id of a partition as a text. */
    @Override
    void whole(String key, long value) {
        if (key.equals(PARTITION)) {
            plain(String.valueOf(value));
        } else {
            text.append(value);
        }
    }

    @Override
    void decimal(BigDecimal value) {
        text.append(value.toPlainString());
    }

    @Override
    void write() {
        lines.end(text);
    }
}
