package kafkademo.testing;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * A log line as the services promise it with {@code LOG_FORMAT=json}, read strictly: one flat object and nothing else, no
 * name twice, no value but a string or a number, and a field of the same type on every line.
 *
 * @param fields the strings and the numbers ({@link Long} or {@link Double}), by name
 */
public record JsonLine(Map<String, Object> fields) {
    /** What is there on every line, in this order and ahead of everything else. */
    public static final List<String> FRAME =
            List.of("@timestamp", "log.level", "log.logger", "service.name", "message");

    /** The names that differ from those of the text format. */
    private static final Map<String, String> TEXT_NAMES = Map.of(
            "messaging.destination.name", "topic",
            "messaging.destination.partition.id", "partition",
            "messaging.kafka.offset", "offset",
            "messaging.kafka.message.key", "key",
            "messaging.message.body.size", "bytes",
            "messaging.consumer.group.name", "group",
            "error.type", "error_type",
            "trace.id", "trace_id",
            "span.id", "span_id");

    /** The one name that stands for two of the text format's. */
    private static final String ERROR_MESSAGE = "error.message";

    /** The type of every field seen so far: a store may take a field's type from the first line and drop lines that differ. */
    private static final Map<String, Class<?>> TYPES = new ConcurrentHashMap<>();

    private static final Pattern UNDOTTED = Pattern.compile("[a-z][a-z0-9_]*");

    /** @throws IllegalArgumentException if the line departs from the form */
    public static JsonLine parse(String line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonReader reader = new JsonReader(new StringReader(line))) {
            reader.setStrictness(Strictness.STRICT);
            reader.beginObject();
            while (reader.hasNext()) {
                String name = reader.nextName();
                Object value = value(reader);
                if (fields.put(name, value) != null) {
                    throw new IllegalArgumentException(name + " twice: " + line);
                }
                Class<?> type = TYPES.computeIfAbsent(name, field -> value.getClass());
                if (type != value.getClass()) {
                    throw new IllegalArgumentException(name + " was a " + type.getSimpleName() + ": " + line);
                }
            }
            reader.endObject();
            if (reader.peek() != JsonToken.END_DOCUMENT) {
                throw new IllegalArgumentException("more than an object: " + line);
            }
        } catch (IOException | IllegalStateException e) {
            throw new IllegalArgumentException("not a JSON object: " + line, e);
        }
        return new JsonLine(fields);
    }

    private static Object value(JsonReader reader) throws IOException {
        if (reader.peek() == JsonToken.STRING) {
            return reader.nextString();
        }
        if (reader.peek() != JsonToken.NUMBER) {
            throw new IllegalStateException(reader.peek() + " at " + reader.getPath());
        }
        String number = reader.nextString();
        if (number.matches("-?[0-9]+")) {
            return Long.valueOf(number);
        }
        return Double.valueOf(number);
    }

    /** Returns a string that must be there. */
    public String text(String name) {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("no text " + name + " in " + this);
    }

    /** Returns a whole number that must be there. */
    public long number(String name) {
        if (fields.get(name) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("no whole number " + name + " in " + this);
    }

    /** Returns the line as the text format has it. */
    public TextLine inText() {
        Map<String, Object> rest = new LinkedHashMap<>(fields);
        rest.keySet().removeAll(FRAME);
        Map<String, String> values = new LinkedHashMap<>();
        rest.forEach((name, value) -> values.put(textName(name), String.valueOf(value)));
        return new TextLine(
                Instant.parse(text("@timestamp")).atOffset(ZoneOffset.UTC),
                text("log.level"),
                text("log.logger"),
                text("message"),
                values);
    }

    private String textName(String name) {
        if (name.equals(ERROR_MESSAGE)) {
            return fields.containsKey("error.type") ? "reason" : "cause";
        }
        String translated = TEXT_NAMES.getOrDefault(name, name);
        if (translated.equals(name)
                && (TEXT_NAMES.containsValue(name) || !UNDOTTED.matcher(name).matches())) {
            throw new IllegalArgumentException("unexpected " + name + " in " + this);
        }
        return translated;
    }
}
