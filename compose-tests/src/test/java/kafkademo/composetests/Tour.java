package kafkademo.composetests;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * What came of a tour.
 *
 * @param ends how often each service ended, by exit code
 */
record Tour(int seed, List<JsonNode> answers, Map<String, Map<Integer, Long>> ends) {
    private static final List<String> FIGURES =
            List.of("sent", "lost", "refused", "repeated", "handled_again", "passed_over");

    /** Returns the incidents of all its scenarios. */
    List<JsonNode> incidents() {
        return answers.stream()
                .flatMap(answer -> StreamSupport.stream(answer.path("incidents").spliterator(), false))
                .toList();
    }

    /** Returns it as Markdown. */
    String text() {
        List<String> lines = new ArrayList<>();
        JsonNode first = answers.get(0).path("healthy").path(0).path("start");
        lines.add("%s, %s. Seed %d:".formatted(first.asString().substring(0, 10), MeasuredPart.machine(), seed));
        lines.add("");
        lines.add("| at (UTC) | scenario | first sign after | as before after | "
                + String.join(" | ", FIGURES).replace('_', ' ') + " |");
        lines.add("|---".repeat(4 + FIGURES.size()) + "|");
        answers.forEach(answer -> lines.add(row(answer)));
        lines.add("");
        lines.add("| container | exit code | times |");
        lines.add("|---|---|---|");
        if (ends.isEmpty()) {
            lines.add("| none ended |  |  |");
        }
        ends.forEach((service, byCode) ->
                byCode.forEach((code, times) -> lines.add("| %s | %d | %d |".formatted(service, code, times))));
        return String.join("\n", lines) + "\n";
    }

    private static String row(JsonNode answer) {
        JsonNode incident = answer.path("incidents").path(0);
        String scenario = answer.path("scenarios").path(0).asString();
        String start = answer.path("healthy").path(0).path("start").asString();
        Stream<String> cells = incident.isMissingNode() ? Stream.of() : cells(incident);
        return "| " + start.substring(11, 19) + " | [" + scenario + "](../scenarios/" + scenario + "/README.md) | "
                + String.join(
                        " | ",
                        Stream.concat(cells, Stream.generate(() -> ""))
                                .limit(2 + FIGURES.size())
                                .toList())
                + " |";
    }

    private static Stream<String> cells(JsonNode incident) {
        JsonNode first = incident.path("first_sign").path("seconds");
        return Stream.concat(
                Stream.of(
                        first.isMissingNode() ? "" : seconds(first.asDouble()),
                        seconds(ScenarioPage.recovery(incident).toMillis() / 1e3)),
                FIGURES.stream()
                        .map(figure -> incident.path("impact").path(figure))
                        .map(value -> value.isNull() ? "?" : String.format(Locale.ROOT, "%,d", value.asLong())));
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.1f s", seconds);
    }
}
