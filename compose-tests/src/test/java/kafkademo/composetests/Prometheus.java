package kafkademo.composetests;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Queries the stack's Prometheus by its HTTP API. */
final class Prometheus {
    private static final String API = "http://127.0.0.1:9090/api/v1/";
    private static final JsonMapper JSON = JsonMapper.shared();

    /** One element of a query's result. */
    record Sample(Map<String, String> labels, double value) {}

    /** One series of a range's result. A time at which it has no sample is left out. */
    record Series(Map<String, String> labels, Map<Instant, Double> values) {}

    /** A scrape target: its job, its health and, if it is down, the error. */
    record Target(String job, String health, String lastError) {}

    /** An alerting rule as Prometheus has read it. */
    record AlertRule(
            String name, String query, String state, Map<String, String> labels, Map<String, String> annotations) {}

    private Prometheus() {}

    private static JsonNode get(String path) {
        return JSON.readTree(Http.get(API + path)).get("data");
    }

    /** Returns the current value of an expression. Fails if the expression is invalid. */
    static List<Sample> query(String expression) {
        JsonNode data = get("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8));
        List<Sample> samples = new ArrayList<>();
        if (data.get("resultType").asString().equals("scalar")) {
            samples.add(new Sample(Map.of(), number(data.get("result"))));
        } else {
            for (JsonNode each : data.get("result")) {
                samples.add(new Sample(strings(each.get("metric")), number(each.get("value"))));
            }
        }
        return samples;
    }

    /** Returns the values of an expression from start to end. Fails if the expression is invalid. */
    static List<Series> range(String expression, Instant start, Instant end, Duration step) {
        JsonNode data = get("query_range?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8) + "&start="
                + start + "&end=" + end + "&step=" + step.toSeconds());
        List<Series> range = new ArrayList<>();
        for (JsonNode each : data.get("result")) {
            Map<Instant, Double> values = new TreeMap<>();
            for (JsonNode pair : each.get("values")) {
                values.put(Instant.ofEpochMilli(Math.round(pair.get(0).asDouble() * 1000)), number(pair));
            }
            range.add(new Series(strings(each.get("metric")), values));
        }
        return range;
    }

    /** Returns the value of an expression that has a single one. */
    static OptionalDouble value(String expression) {
        List<Sample> samples = query(expression);
        if (samples.size() > 1) {
            throw new IllegalStateException(expression + " has several values: " + samples);
        }
        return samples.stream().mapToDouble(Sample::value).findFirst();
    }

    static List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (JsonNode each : get("targets?state=active").get("activeTargets")) {
            targets.add(new Target(
                    each.get("labels").get("job").asString(),
                    each.get("health").asString(),
                    each.get("lastError").asString()));
        }
        return targets;
    }

    static List<AlertRule> alertRules() {
        List<AlertRule> rules = new ArrayList<>();
        for (JsonNode group : get("rules?type=alert").get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                rules.add(new AlertRule(
                        rule.get("name").asString(),
                        rule.get("query").asString(),
                        rule.get("state").asString(),
                        strings(rule.get("labels")),
                        strings(rule.get("annotations"))));
            }
        }
        return rules;
    }

    /** Returns the names of the alerts in this state: {@code inactive}, {@code pending} or {@code firing}. */
    static List<String> alerts(String state) {
        return alertRules().stream()
                .filter(rule -> rule.state().equals(state))
                .map(AlertRule::name)
                .toList();
    }

    /** Returns the value from a pair of time and value. */
    private static double number(JsonNode pair) {
        String value = pair.get(1).asString();
        return Double.parseDouble(value.endsWith("Inf") ? value + "inity" : value);
    }

    private static Map<String, String> strings(JsonNode object) {
        Map<String, String> strings = new TreeMap<>();
        object.properties()
                .forEach(each -> strings.put(each.getKey(), each.getValue().asString()));
        return strings;
    }
}
