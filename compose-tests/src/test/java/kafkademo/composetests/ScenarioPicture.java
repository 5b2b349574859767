package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import kafkademo.composetests.Fingerprint.Alert;
import kafkademo.composetests.Fingerprint.Incident;
import kafkademo.composetests.Fingerprint.Line;
import kafkademo.composetests.Fingerprint.Panel;
import tools.jackson.databind.JsonNode;

/** Draws what Prometheus saw of a run. The picture is the same for every scenario, so that they can be compared. */
final class ScenarioPicture {
    /** The file beside a scenario's page. */
    static final String FILE = "fingerprint.svg";

    /** How far a rate looks back, in seconds: three scrapes. */
    static final int WINDOW = 15;

    private static final Duration BEFORE = Duration.ofSeconds(20);
    /** Long enough for the last burst to leave the rates, and short enough for the next scenario not to have begun. */
    private static final Duration AFTER = Duration.ofSeconds(30);

    // The colours of the dashboards, as Grafana shows them on a light background.
    private static final String SENT = "#5794F2";
    private static final String HANDLED = "#2EB8AC";
    private static final String WAITING = "#C79A00";
    private static final String ERRORS = "#FF780A";

    /** Adds a label that tells a restarted process from the one before, which often had the same address. */
    private static final String BY_PROCESS = "sum by (start) ((%s) * on (job, instance) group_left (start)"
            + " count_values by (job, instance) (\"start\", process_start_time_seconds))";

    private static final String PROCESSED = "kafkademo_consumer_processed_total";
    private static final String UNDECODABLE = "kafkademo_consumer_decode_errors_total";

    /**
     * What is behind the commits, since the consumer's own figure does not count what it may not read. It is not known
     * without the broker, nor after a rebalance while the agent has not yet found all partitions of a consumer.
     * The recorded lag is a few seconds older than what is scraped.
     */
    private static final String NOT_COMMITTED =
            "kafkademo_consumer_lag:records unless on () job:up:sum{job=\"kafka\"} == 0"
                    + " unless on () last_over_time((sum(kafkademo_consumer_assigned_partitions)"
                    + " > (count(kafkademo_consumer_committed_offset) or vector(0)))[10s:5s])";

    private final String name;
    private final Optional<JsonNode> incident;
    /** The time that the picture calls zero. */
    private final Instant zero;

    private final Instant from;
    private final Instant to;

    /** A picture of the run that wrote this answer key. */
    ScenarioPicture(String name, JsonNode answer) {
        this.name = name;
        incident = StreamSupport.stream(answer.path("incidents").spliterator(), false)
                .filter(each -> each.path("scenario").asString().equals(name))
                .findFirst();
        JsonNode healthy = answer.path("healthy");
        Instant start = time(healthy.path(0), "start");
        zero = incident.map(each -> time(each, "start")).orElse(start);
        Instant before = zero.minus(BEFORE);
        from = start.isBefore(before) ? start : before;
        to = incident.map(each -> time(each, "recovered").plus(AFTER))
                .orElse(time(healthy.path(healthy.size() - 1), "end"));
    }

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(node.path(field).asString());
    }

    /** Returns the end of what the picture shows. What is later than now is left out. */
    Instant end() {
        return to;
    }

    /** Queries Prometheus and writes the picture. Fails if Prometheus does not answer. */
    void write(Path file) {
        try {
            Files.writeString(file, new FingerprintSvg(fingerprint()).text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Fingerprint fingerprint() {
        Instant now = Instant.now();
        int first = Math.floorDiv(seconds(from), Fingerprint.STEP) * Fingerprint.STEP;
        int last = seconds(to.isBefore(now) ? to : now);
        return new Fingerprint(
                name,
                first,
                last,
                incident.map(each -> new Incident(sinceZero(each, "end"), sinceZero(each, "recovered"))),
                panels(first, last),
                alerts(first, last));
    }

    private int seconds(Instant time) {
        return (int) Duration.between(zero, time).toSeconds();
    }

    private double sinceZero(JsonNode node, String field) {
        return Duration.between(zero, time(node, field)).toMillis() / 1000.0;
    }

    private List<Panel> panels(int first, int last) {
        String errors = UNDECODABLE + " or " + PROCESSED + " * 0";
        String handled = UNDECODABLE + " or " + PROCESSED;
        return List.of(
                new Panel(
                        "Records a second",
                        10,
                        List.of(
                                new Line(
                                        "sent by the producer",
                                        SENT,
                                        rate("kafkademo_producer_acknowledged_total", first, last)),
                                new Line("handled", HANDLED, rate(handled, first, last)))),
                new Panel("Records that wait", 20, List.of(new Line("not committed", WAITING, lag(first, last)))),
                new Panel("Decode errors a second", 2, List.of(new Line("found", ERRORS, rate(errors, first, last)))));
    }

    private NavigableMap<Integer, Double> rate(String counters, int first, int last) {
        return perSecond(
                range(BY_PROCESS.formatted(counters), first - WINDOW, last).stream()
                        .map(Prometheus.Series::values)
                        .map(this::bySecond)
                        .toList(),
                first);
    }

    private NavigableMap<Integer, Double> lag(int first, int last) {
        NavigableMap<Integer, Double> lag = new TreeMap<>();
        range(NOT_COMMITTED, first, last).forEach(series -> lag.putAll(bySecond(series.values())));
        return lag;
    }

    /** Returns the alerts that fired since zero. One that was only pending is left out. */
    private List<Alert> alerts(int first, int last) {
        Map<String, Alert> alerts = new LinkedHashMap<>();
        for (Prometheus.Series series : range("max by (alertname, severity, alertstate) (ALERTS)", first, last)) {
            Map<String, String> labels = series.labels();
            Alert alert = alerts.computeIfAbsent(
                    labels.get("alertname"),
                    alertname -> new Alert(alertname, labels.get("severity"), new TreeSet<>(), new TreeSet<>()));
            (labels.get("alertstate").equals("firing") ? alert.firing() : alert.pending())
                    .addAll(bySecond(series.values()).keySet());
        }
        return alerts.values().stream()
                .filter(alert -> alert.firing().ceiling(0) != null)
                .sorted(Comparator.comparing((Alert alert) -> alert.firing().first())
                        .thenComparing(Alert::name))
                .toList();
    }

    private List<Prometheus.Series> range(String expression, int first, int last) {
        return Prometheus.range(
                expression, zero.plusSeconds(first), zero.plusSeconds(last), Duration.ofSeconds(Fingerprint.STEP));
    }

    private NavigableMap<Integer, Double> bySecond(Map<Instant, Double> values) {
        NavigableMap<Integer, Double> bySecond = new TreeMap<>();
        values.forEach((time, value) -> bySecond.put(seconds(time), value));
        return bySecond;
    }

    /**
     * Returns by how much counters grow together, per second. PromQL's {@code rate} would not see what a process counts
     * before its first scrape, which after a restart is most of the backlog. What it counts while it can't be scraped is
     * added when it is scraped again.
     *
     * @param counters the values of each process, from {@value #WINDOW} s before the first time; one that begins later
     *     began at zero
     * @param first the first time of the result
     * @return no entry for a time at which no process has a value
     */
    static NavigableMap<Integer, Double> perSecond(List<NavigableMap<Integer, Double>> counters, int first) {
        NavigableMap<Integer, Double> rate = new TreeMap<>();
        for (NavigableMap<Integer, Double> known : counters) {
            for (int time : known.tailMap(first, true).keySet()) {
                double grown = counters.stream()
                        .mapToDouble(counter -> at(counter, time) - at(counter, time - WINDOW))
                        .sum();
                rate.put(time, grown / WINDOW);
            }
        }
        return rate;
    }

    private static double at(NavigableMap<Integer, Double> counter, int time) {
        Map.Entry<Integer, Double> last = counter.floorEntry(time);
        return last == null ? 0 : last.getValue();
    }
}
