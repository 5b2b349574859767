package kafkademo.producer.message;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Decides which events go out with other content than agreed, and changes their documents. It has random numbers of its own, as
 * the faults have. Not thread-safe.
 */
public final class SchemaDrift {
    /** Keeps these random numbers apart from the shop's and the faults', which start from the same seed. */
    private static final long SALT = 0x647269667421L;

    private static final DriftKind[] KINDS = DriftKind.values();

    /** These stay, as without them nobody could tell one event from the other: the id, the type and the time. */
    private static final int MEMBERS_OF_EVERY_EVENT = 3;

    private static final String EVENT_TYPE = "event_type";

    /** Amounts of money keep their two places. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final DoubleSupplier rate;
    private final SplittableRandom decisions;
    private final SplittableRandom changes;

    /**
     * @param rate share of the events to change, 0 to 1; asked for every event
     * @param seed any number; with the same seed and rate the same events are changed in the same way
     */
    public SchemaDrift(DoubleSupplier rate, long seed) {
        SplittableRandom root = new SplittableRandom(seed ^ SALT);
        this.rate = rate;
        this.decisions = root.split();
        this.changes = root.split();
    }

    /** The drift of the next event, if it is to have one. Must be called once per event. */
    Optional<DriftKind> draw() {
        return decisions.nextDouble() < rate.getAsDouble()
                ? Optional.of(KINDS[changes.nextInt(KINDS.length)])
                : Optional.empty();
    }

    /** Returns the document of an event with other content than agreed. */
    byte[] apply(DriftKind kind, byte[] document) {
        ObjectNode event = (ObjectNode) JSON.readTree(document);
        switch (kind) {
            case MISSING_FIELD -> event.remove(member(event));
            case WRONG_TYPE -> {
                String name = member(event);
                event.set(name, retyped(event.get(name)));
            }
            case UNKNOWN_EVENT_TYPE ->
                event.put(EVENT_TYPE, event.get(EVENT_TYPE).asString() + "_v2");
        }
        return JSON.writeValueAsBytes(event);
    }

    private String member(ObjectNode event) {
        List<String> own =
                event.propertyNames().stream().skip(MEMBERS_OF_EVERY_EVENT).toList();
        return own.get(changes.nextInt(own.size()));
    }

    private static JsonNode retyped(JsonNode value) {
        return value.isNumber()
                ? JSON.getNodeFactory().stringNode(value.asString())
                : JSON.createObjectNode().set("value", value);
    }
}
