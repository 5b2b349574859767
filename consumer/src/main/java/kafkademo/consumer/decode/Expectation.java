package kafkademo.consumer.decode;

import java.util.Map;
import java.util.StringJoiner;
import kafkademo.common.EventSchema;
import kafkademo.common.EventSchema.JsonType;
import tools.jackson.core.JsonToken;

/** What an event should hold, by {@link EventSchema}. */
final class Expectation {
    private static final Map<String, JsonType> OF_ANY_EVENT = Map.of(Decoder.EVENT_TYPE, JsonType.STRING);

    private Expectation() {}

    /**
     * Returns what is unexpected in an event, in words, or {@code null} if nothing is.
     *
     * @param eventType the event's type, {@code null} if it has none that is a string
     * @param members the first tokens of its members' values, by name
     */
    static String unmetBy(String eventType, Map<String, JsonToken> members) {
        Map<String, JsonType> expected = eventType == null ? OF_ANY_EVENT : EventSchema.members(eventType);
        if (expected == null) {
            return "unknown event_type " + eventType;
        }
        StringJoiner unmet = null;
        for (Map.Entry<String, JsonType> member : expected.entrySet()) {
            String found = type(members.get(member.getKey()));
            String wanted = member.getValue().toString();
            if (!wanted.equals(found)) {
                unmet = unmet == null ? new StringJoiner("; ") : unmet;
                unmet.add(
                        found == null ? "no " + member.getKey() : member.getKey() + " is " + found + ", not " + wanted);
            }
        }
        return unmet == null ? null : unmet.toString();
    }

    private static String type(JsonToken value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case VALUE_STRING -> JsonType.STRING.toString();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> JsonType.NUMBER.toString();
            case START_ARRAY -> JsonType.ARRAY.toString();
            case START_OBJECT -> "an object";
            case VALUE_NULL -> "null";
            default -> "a boolean";
        };
    }
}
