package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** What scenarios do to records, and what they must not do. */
final class Harm {
    /** Figures of the answer key that say what went wrong with records, and the scenarios in which it does. */
    private static final Map<String, List<String>> DONE = Map.of(
            "unexpected", List.of("schema-drift"),
            "dead_lettered", List.of("dead-letter"),
            "lost", List.of("retention-loss"),
            "refused", List.of("refused-records"),
            "repeated", List.of("producer-duplicates"),
            "handled_again", List.of("duplicate-delivery", "offset-rewind"),
            "passed_over", List.of("offset-skip"));

    /** Likewise, where it depends on the moment, or on whether the consumer has left lines out. */
    private static final Map<String, List<String>> POSSIBLE = Map.of(
            "lost", List.of("disk-full"),
            "refused", List.of("disk-full"),
            "handled_again", List.of("broker-pause", "consumer-cut-off", "poll-timeout", "rebalance-storm"),
            "passed_over", List.of("retention-loss"));

    private Harm() {}

    /** Checks that all signs of an incident were seen, and that it did to the records what its scenario does, and nothing else. */
    static void check(JsonNode incident) {
        String scenario = incident.path("scenario").asString();
        assertThat(Scenarios.unseen(incident)).as("%s: not seen", scenario).isEmpty();
        DONE.forEach((figure, scenarios) -> {
            JsonNode value = incident.path("impact").path(figure);
            if (!POSSIBLE.getOrDefault(figure, List.of()).contains(scenario)) {
                assertThat(value.asLong(0) > 0)
                        .as("%s: %s %s", scenario, figure, value)
                        .isEqualTo(scenarios.contains(scenario));
            }
        });
    }
}
