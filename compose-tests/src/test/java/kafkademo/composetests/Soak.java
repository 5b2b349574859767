package kafkademo.composetests;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafkademo.composetests.Fingerprint.Line;
import kafkademo.composetests.Fingerprint.Panel;

/** What the containers needed during a soak, by Prometheus: whether it stayed flat, as a page and as a picture. */
final class Soak {
    private static final Map<String, String> COLORS =
            Map.of("zookeeper", "#8F96A3", "kafka", "#24292F", "producer", "#1F60C4", "consumer", "#E0752D");

    /**
     * Something that must not grow.
     *
     * @param expression a query with a value for each {@code job}
     * @param slack by how much the last quarter may exceed the third, besides a twentieth
     */
    private record Measure(String name, String unit, double slack, String expression) {}

    private static final String CONTAINER_MEMORY =
            "sum by (job) (container_memory_limit_bytes - container_memory_available_bytes) / 1e6";

    private static final List<Measure> MEASURES = List.of(
            // Most collections leave garbage, and a JVM may take all of its heap before the next one. So these two are
            // shown. What the heap holds without garbage is judged, and what is not heap.
            new Measure(
                    "heap after a collection",
                    "MB",
                    Double.POSITIVE_INFINITY,
                    "sum by (job) (jvm_memory_used_after_last_gc_bytes{jvm_memory_type=\"heap\"}) / 1e6"),
            new Measure("memory of the container", "MB", Double.POSITIVE_INFINITY, CONTAINER_MEMORY),
            new Measure(
                    "the same without the heap",
                    "MB",
                    5,
                    CONTAINER_MEMORY + " - sum by (job) (jvm_memory_committed_bytes{jvm_memory_type=\"heap\"}) / 1e6"),
            new Measure("threads", "", 2, "sum by (job) (jvm_thread_count)"),
            new Measure("open files", "", 10, "sum by (job) (jvm_file_descriptor_count)"),
            new Measure(
                    "data of Kafka",
                    "MB",
                    20,
                    "label_replace(sum(kafka_log_size_bytes), \"job\", \"kafka\", \"\", \"\") / 1e6"));

    /** The medians of the third and of the last quarter of a soak. */
    private record Course(Measure measure, String container, NavigableMap<Integer, Double> values) {
        double median(double from, double to) {
            int last = values.lastKey();
            List<Double> sorted = values.subMap((int) (last * from), true, (int) (last * to), true).values().stream()
                    .sorted()
                    .toList();
            return sorted.get(sorted.size() / 2);
        }

        double before() {
            return median(0.5, 0.75);
        }

        double last() {
            return median(0.75, 1);
        }

        boolean hasGrown() {
            return last() > before() * 1.05 + measure.slack();
        }

        String figures() {
            return String.format(Locale.ROOT, "%.0f → %.0f %s", before(), last(), measure.unit())
                    .strip();
        }
    }

    /** By how much a heap without garbage may grow from half time to the end, besides a twentieth: messages are under way. */
    private static final double HEAP_SLACK = 2;

    private final long messages;
    private final Instant start;
    private final Map<String, Double> heapAtHalf;
    private final Map<String, Double> heapAtEnd;
    private final Instant end;
    private final List<Course> courses = new ArrayList<>();

    /**
     * A soak that ended now. Fails if Prometheus has not measured something.
     *
     * @param heapAtHalf what each heap held without garbage at half time, in megabytes, by service
     */
    Soak(long messages, Instant start, Map<String, Double> heapAtHalf, Map<String, Double> heapAtEnd) {
        this.messages = messages;
        this.start = start;
        this.heapAtHalf = heapAtHalf;
        this.heapAtEnd = heapAtEnd;
        this.end = Instant.now();
        for (Measure measure : MEASURES) {
            List<Prometheus.Series> range =
                    Prometheus.range(measure.expression(), start, end, Duration.ofSeconds(Fingerprint.STEP));
            if (range.isEmpty()) {
                throw new IllegalStateException("nothing measured: " + measure.name());
            }
            range.forEach(
                    series -> courses.add(new Course(measure, series.labels().get("job"), bySecond(series.values()))));
        }
    }

    private NavigableMap<Integer, Double> bySecond(Map<Instant, Double> values) {
        NavigableMap<Integer, Double> bySecond = new TreeMap<>();
        values.forEach((time, value) ->
                bySecond.put((int) Duration.between(start, time).toSeconds(), value));
        return bySecond;
    }

    /** Returns what has grown, in words. */
    List<String> grown() {
        Stream<String> heaps = heapAtEnd.keySet().stream()
                .filter(service -> heapAtEnd.get(service) > heapAtHalf.get(service) * 1.05 + HEAP_SLACK)
                .map(service -> service + ", heap without garbage: " + heap(service));
        Stream<String> measured = courses.stream()
                .filter(Course::hasGrown)
                .map(course -> course.container() + ", " + course.measure().name() + ": " + course.figures());
        return Stream.concat(heaps, measured).toList();
    }

    private String heap(String service) {
        return String.format(Locale.ROOT, "%.1f → %.1f MB", heapAtHalf.get(service), heapAtEnd.get(service));
    }

    /** Returns the curves as SVG. */
    String picture() {
        List<Panel> panels = MEASURES.stream()
                .map(measure -> new Panel(
                        measure.name() + (measure.unit().isEmpty() ? "" : ", " + measure.unit()),
                        1,
                        courses.stream()
                                .filter(course -> course.measure() == measure)
                                .map(course ->
                                        new Line(course.container(), COLORS.get(course.container()), course.values()))
                                .toList()))
                .toList();
        int last = (int) Duration.between(start, end).toSeconds();
        return new FingerprintSvg(new Fingerprint("a soak", 0, last, Optional.empty(), panels, List.of())).text();
    }

    /** Returns the figures as Markdown. */
    String table() {
        List<String> containers =
                courses.stream().map(Course::container).distinct().sorted().toList();
        StringBuilder table = new StringBuilder();
        table.append("|  | ").append(String.join(" | ", containers)).append(" |\n");
        table.append("|---".repeat(containers.size() + 1)).append("|\n");
        table.append("| heap without garbage | ")
                .append(containers.stream().map(this::heap).collect(Collectors.joining(" | ")))
                .append(" |\n");
        for (Measure measure : MEASURES) {
            table.append("| ").append(measure.name()).append(" | ");
            table.append(containers.stream()
                            .map(container -> courses.stream()
                                    .filter(course -> course.measure() == measure
                                            && course.container().equals(container))
                                    .map(Course::figures)
                                    .findFirst()
                                    .orElse(""))
                            .collect(Collectors.joining(" | ")))
                    .append(" |\n");
        }
        return table.toString();
    }

    /** Says what was run, where and when. */
    String conditions() {
        Duration took = Duration.between(start, end);
        return String.format(
                Locale.ROOT,
                "%s, %s: %,d messages in %d minutes, %,d a second. The load average at the end was %.0f.",
                LocalDate.ofInstant(start, ZoneOffset.UTC),
                MeasuredPart.machine(),
                messages,
                took.toMinutes(),
                messages / took.toSeconds(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}
