package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs the services' micro-benchmarks, which live beside their tests. */
final class JmhPart implements Bench.Part {
    private static final List<String> MODULES = List.of("producer", "consumer");
    private static final int BENCHMARKS = 10;
    private static final Duration LIMIT = Duration.ofMinutes(10);

    @Override
    public Duration estimate(Options options) {
        return Duration.ofSeconds(BENCHMARKS * (options.quick() ? 2L : 12L));
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        for (String module : MODULES) {
            run(bench, module);
        }
    }

    private static void run(Bench bench, String module) throws InterruptedException {
        Path target = bench.root().resolve(module).resolve("target");
        Path json = bench.jvms().folder().resolve("jmh-" + module + ".json");
        List<String> arguments =
                new ArrayList<>(List.of("-f", "1", "-rf", "json", "-rff", json.toString(), "-foe", "true"));
        arguments.addAll(
                bench.options().quick()
                        ? List.of("-wi", "1", "-i", "1", "-w", "500ms", "-r", "500ms")
                        : List.of("-wi", "5", "-i", "5", "-w", "1", "-r", "1"));
        try (Jvm jmh = bench.jvms().program("org.openjdk.jmh.Main", classPath(target), arguments)) {
            Wait.until("micro-benchmarks", LIMIT, () -> !jmh.isAlive());
            if (!Files.exists(json)) {
                jmh.mustRun();
            }
        }
        results(read(json)).forEach(bench::add);
    }

    private static String classPath(Path target) {
        return target.resolve("test-classes")
                + System.getProperty("path.separator")
                + target.resolve("classes")
                + System.getProperty("path.separator")
                + read(target.resolve("test-classpath")).strip();
    }

    /** Reads JMH's output. Returns one figure per benchmark. */
    static List<Result> results(String json) {
        List<Result> results = new ArrayList<>();
        for (JsonNode benchmark : new JsonMapper().readTree(json)) {
            String[] name = benchmark.get("benchmark").asString().split("\\.");
            JsonNode metric = benchmark.get("primaryMetric");
            List<Double> values = new ArrayList<>();
            metric.get("rawData").forEach(fork -> fork.forEach(value -> values.add(value.asDouble())));
            results.add(Result.of(
                    "jmh",
                    name[name.length - 2].replace("Benchmark", "") + "." + name[name.length - 1],
                    metric.get("scoreUnit").asString(),
                    values,
                    null,
                    ""));
        }
        return results;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new BenchException("can't read " + file, e);
        }
    }
}
