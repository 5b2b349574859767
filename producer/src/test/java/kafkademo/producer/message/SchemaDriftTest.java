package kafkademo.producer.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import kafkademo.common.EventSchema;
import kafkademo.producer.shop.Event;
import kafkademo.producer.shop.EventType;
import kafkademo.producer.shop.Storefront;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SchemaDriftTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final Storefront shop = new Storefront(3, () -> 1_000);
    private final EventEncoder encoder = new EventEncoder();

    private static ObjectNode parse(byte[] document) {
        return (ObjectNode) JSON.readTree(document);
    }

    private static Map<String, String> types(JsonNode event) {
        Map<String, String> types = new LinkedHashMap<>();
        event.propertyStream()
                .forEach(member -> types.put(
                        member.getKey(),
                        member.getValue().isNumber()
                                ? EventSchema.NUMBER
                                : member.getValue().isArray() ? EventSchema.ARRAY : EventSchema.STRING));
        return types;
    }

    @Test
    void whatTheShopSendsIsWhatWasAgreedForEachType() {
        Set<EventType> seen = new HashSet<>();
        for (int i = 0; i < 20_000; i++) {
            Event event = shop.next();
            seen.add(event.type());
            Map<String, String> agreed = EventSchema.members(event.type().eventTypeName());

            assertThat(types(parse(encoder.encode(event)))).isEqualTo(agreed);
            assertThat(types(parse(encoder.encode(event))).keySet()).containsExactlyElementsOf(agreed.keySet());
        }
        assertThat(seen).containsExactlyInAnyOrder(EventType.values());
    }

    @ParameterizedTest
    @EnumSource
    void eachKindChangesOneMemberAndNothingElse(DriftKind kind) {
        SchemaDrift drift = new SchemaDrift(() -> 1, 5);
        for (int i = 0; i < 2_000; i++) {
            byte[] document = encoder.encode(shop.next());
            ObjectNode before = parse(document);
            ObjectNode after = parse(drift.apply(kind, document));
            List<String> changed = before.propertyNames().stream()
                    .filter(name -> !before.get(name).equals(after.get(name)))
                    .toList();

            assertThat(changed).hasSize(1).doesNotContain("event_id", "occurred_at");
            String name = changed.get(0);
            JsonNode now = after.get(name);
            switch (kind) {
                case MISSING_FIELD -> assertThat(now).isNull();
                case WRONG_TYPE -> assertThat(now.isString() || now.isObject()).isTrue();
                case UNKNOWN_EVENT_TYPE ->
                    assertThat(now.asString())
                            .isEqualTo(before.get("event_type").asString() + "_v2");
            }
            assertThat(name.equals("event_type")).isEqualTo(kind == DriftKind.UNKNOWN_EVENT_TYPE);
        }
    }

    @Test
    void anAmountOfMoneyKeepsItsTwoPlaces() {
        SchemaDrift drift = new SchemaDrift(() -> 1, 5);
        byte[] document =
                "{\"event_id\":\"e\",\"event_type\":\"t\",\"occurred_at\":\"o\",\"total\":58.00}".getBytes(UTF_8);

        assertThat(drift.apply(DriftKind.UNKNOWN_EVENT_TYPE, document))
                .asString(UTF_8)
                .isEqualTo("{\"event_id\":\"e\",\"event_type\":\"t_v2\",\"occurred_at\":\"o\",\"total\":58.00}");
        assertThat(drift.apply(DriftKind.WRONG_TYPE, document)).asString(UTF_8).endsWith(",\"total\":\"58.00\"}");
        assertThat(drift.apply(DriftKind.MISSING_FIELD, document))
                .asString(UTF_8)
                .endsWith("\"o\"}");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.25, 1})
    void theRateIsTheShareOfEventsThatChangeAllKindsAlike(double rate) {
        SchemaDrift drift = new SchemaDrift(() -> rate, 5);
        Map<DriftKind, Integer> drawn = new EnumMap<>(DriftKind.class);
        for (int i = 0; i < 30_000; i++) {
            drift.draw().ifPresent(kind -> drawn.merge(kind, 1, Integer::sum));
        }

        for (DriftKind kind : DriftKind.values()) {
            assertThat(drawn.getOrDefault(kind, 0) / 30_000.0).isCloseTo(rate / 3, within(rate / 30));
        }
    }

    @Test
    void theSameSeedMakesTheSameChanges() {
        SchemaDrift one = new SchemaDrift(() -> 0.5, 5);
        SchemaDrift other = new SchemaDrift(() -> 0.5, 5);
        List<byte[]> ofOne = new ArrayList<>();
        List<byte[]> ofOther = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            byte[] document = encoder.encode(shop.next());
            Optional<DriftKind> kind = one.draw();
            assertThat(other.draw()).isEqualTo(kind);
            kind.ifPresent(any -> ofOne.add(one.apply(any, document)));
            kind.ifPresent(any -> ofOther.add(other.apply(any, document)));
        }

        assertThat(ofOne)
                .hasSizeGreaterThan(50)
                .usingElementComparator(Arrays::compare)
                .isEqualTo(ofOther);
    }
}
