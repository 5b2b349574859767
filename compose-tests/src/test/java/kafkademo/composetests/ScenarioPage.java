package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** The page of a scenario, with the part that holds what a run has measured. */
final class ScenarioPage {
    private static final Pattern DIGEST = Pattern.compile("<!-- scenario ([0-9a-f]{64}) -->");

    /** Figures that are left out if they are 0, as they are for most scenarios. */
    private static final Set<String> ONLY_IF_ANY = Set.of("unexpected", "dead_lettered");

    private final Path scenario;
    private final Path page;

    ScenarioPage(String name) {
        scenario = Scenarios.FOLDER.resolve(name).resolve("scenario");
        page = Scenarios.FOLDER.resolve(name).resolve("README.md");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the text of the scenario. */
    String scenario() {
        return read(scenario);
    }

    /** Returns the text of the page. */
    String text() {
        return read(page);
    }

    /** Returns the alerts that the scenario says will fire. */
    List<String> alerts() {
        return Pattern.compile("^ +alert (\\w+)$", Pattern.MULTILINE)
                .matcher(scenario())
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /** Returns the Compose file that the scenario needs besides the first, or an empty string. */
    String overlay() {
        Matcher overlay =
                Pattern.compile("^overlay=\"(.*)\"$", Pattern.MULTILINE).matcher(scenario());
        return overlay.find() ? overlay.group(1) : "";
    }

    /** Whether nothing is wrong in this scenario, so that no alert may fire. */
    boolean isHarmless() {
        return scenario().contains("mechanism=\"none\"");
    }

    /** Returns the digest of the scenario that was measured, or an empty string. */
    String measured() {
        return DIGEST.matcher(text())
                .results()
                .findFirst()
                .map((MatchResult found) -> found.group(1))
                .orElse("");
    }

    /** Returns the digest of the scenario as it is now. */
    String digest() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(scenario().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the alerts that fired at some time of the run and not at its start, with their severities. */
    static List<String> firedDuring(JsonNode answer, Instant end) {
        Instant start = start(answer);
        String firing = "max by (alertname, severity) (%s)";
        String during = "max_over_time(ALERTS{alertstate=\"firing\"}[%ds] @ %d)"
                .formatted(Duration.between(start, end).toSeconds(), end.getEpochSecond());
        String before = "ALERTS{alertstate=\"firing\"} @ %d".formatted(start.getEpochSecond());
        return Prometheus.query(firing.formatted(during) + " unless " + firing.formatted(before)).stream()
                .map(sample -> sample.labels().get("alertname") + " ("
                        + sample.labels().get("severity") + ")")
                .sorted()
                .toList();
    }

    private static Instant start(JsonNode answer) {
        return Instant.parse(answer.path("healthy").path(0).path("start").asString());
    }

    /** Replaces what the page says was measured. */
    void write(JsonNode answer, List<String> fired) {
        MeasuredPart.write(page, measured(answer, fired));
    }

    private String measured(JsonNode answer, List<String> fired) {
        List<String> lines = new ArrayList<>();
        lines.add("<!-- scenario " + digest() + " -->");
        lines.add("Measured on %s, with the overlay, %s:"
                .formatted(LocalDate.ofInstant(start(answer), ZoneOffset.UTC), MeasuredPart.machine()));
        lines.add("");
        for (JsonNode incident : answer.path("incidents")) {
            lines.add("| after | where | what |");
            lines.add("|---|---|---|");
            for (JsonNode sign : inOrder(incident.path("signs"))) {
                lines.add("| %.1f s | %s %s | `%s` |"
                        .formatted(
                                sign.path("seconds").asDouble(),
                                sign.path("kind").asString(),
                                sign.path("where").asString(),
                                sign.path("what").asString().replace("|", "\\|")));
            }
            lines.add("");
            lines.add(impact(incident));
        }
        lines.add("Alerts that fired: " + (fired.isEmpty() ? "none" : String.join(", ", fired)) + ".");
        lines.add("");
        lines.add("![" + whatThePictureShows(answer, fired) + "](" + ScenarioPicture.FILE + ")");
        return String.join("\n", lines) + "\n";
    }

    private static List<JsonNode> inOrder(JsonNode signs) {
        return StreamSupport.stream(signs.spliterator(), false)
                .sorted(Comparator.comparingDouble(sign -> sign.path("seconds").asDouble()))
                .toList();
    }

    /** Returns the picture's text for those who can't see it. */
    private static String whatThePictureShows(JsonNode answer, List<String> fired) {
        JsonNode incident = answer.path("incidents").path(0);
        String waited = incident.isMissingNode()
                ? ""
                : ", at most "
                        + incident.path("impact").path("most_that_waited").asString();
        return "What Prometheus saw: the records sent and handled per second, the records that wait" + waited
                + ", the decode errors per second, and "
                + (fired.isEmpty() ? "no alert that fires" : "the alerts " + String.join(", ", fired));
    }

    private static String impact(JsonNode incident) {
        JsonNode impact = incident.path("impact");
        List<String> figures = new ArrayList<>();
        for (String figure : List.of(
                "sent",
                "decode_errors",
                "unexpected",
                "dead_lettered",
                "lost",
                "repeated",
                "handled_again",
                "passed_over",
                "most_that_waited")) {
            JsonNode value = impact.path(figure);
            if (ONLY_IF_ANY.contains(figure) && value.asInt(0) == 0) {
                continue;
            }
            figures.add(figure.replace('_', ' ') + " " + (value.isNull() ? "unknown" : value.asString()));
        }
        return String.format(
                Locale.ROOT,
                "Records: %s. As before %.1f s after the end.",
                String.join(", ", figures),
                recovery(incident).toMillis() / 1e3);
    }

    /** Returns how long it took until the stack was as before. */
    static Duration recovery(JsonNode incident) {
        return Duration.between(
                Instant.parse(incident.path("end").asString()),
                Instant.parse(incident.path("recovered").asString()));
    }
}
