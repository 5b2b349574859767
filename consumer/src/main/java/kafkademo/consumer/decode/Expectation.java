package kafkademo.consumer.decode;

import java.util.Map;
import java.util.StringJoiner;
import kafkademo.common.EventSchema;
import tools.jackson.core.JsonToken;

/** What an event should hold, by {@link EventSchema}. */
final class Expectation {
    private static final Map<String, String> OF_ANY_EVENT = Map.of(Decoder.EVENT_TYPE, EventSchema.STRING);

    private Expectation() {}

    /**
     * Returns what is unexpected in an event, in words, or {@code null} if nothing is.
     *
     * @param eventType the event's type, {@code null} if it has none that is a string
     * @param members the first tokens of its members' values, by name
     */
    static String unmetBy(String eventType, Map<String, JsonToken> members) {
        Map<String, String> expected = eventType == null ? OF_ANY_EVENT : EventSchema.members(eventType);
        if (expected == null) {
            return "unknown event_type " + eventType;
        }
        StringJoiner unmet = null;
        for (Map.Entry<String, String> member : expected.entrySet()) {
            String found = type(members.get(member.getKey()));
            if (!member.getValue().equals(found)) {
                unmet = unmet == null ? new StringJoiner("; ") : unmet;
                String wrongType = member.getKey() + " is of type " + found + ", not " + member.getValue();
                unmet.add(found == null ? "no " + member.getKey() : wrongType);
            }
        }
        return unmet == null ? null : unmet.toString();
    }

    /** Returns the JSON type of a value that begins with this token, {@code null} if there is no value. */
    private static String type(JsonToken first) {
        if (first == null) {
            return null;
        }
        return switch (first) {
            case VALUE_STRING -> EventSchema.STRING;
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> EventSchema.NUMBER;
            case START_ARRAY -> EventSchema.ARRAY;
            case START_OBJECT -> "object";
            case VALUE_NULL -> "null";
            default -> "boolean";
        };
    }
}
