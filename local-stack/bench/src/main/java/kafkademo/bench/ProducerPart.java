package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The producer at full speed against {@code kafka-producer-perf-test}.
 *
 * <p>Both are told by the same witness, the broker: what counts is how fast its log grows, over the same count of records.
 * Both are stopped in full run, so that neither's end counts.
 *
 * <p>The tool sends values alone, with neither key nor headers. It is run twice: once with the producer's values, and once
 * with values that hold the key and the headers too, so that as many bytes go to the broker and onto its disk.
 *
 * <p>It also spreads its records evenly. The shop does not, so the producer's topics get partitions in proportion to their
 * records, as many in all as the tool's one; what it reaches on those of the stack is told as well.
 */
final class ProducerPart implements Bench.Part {
    private static final String PART = "producer";
    private static final String TOOL = "org.apache.kafka.tools.ProducerPerformance";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String UNLIMITED = "1000000";
    private static final int PAYLOADS = 10_000;

    /**
     * The defaults of Kafka 4, spelt out, as those of the tool's 3.9 differ in one: it does not linger. With full batches
     * that makes no difference.
     */
    private static final Map<String, String> DEFAULTS = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "batch.size", "16384",
            "linger.ms", "5",
            "buffer.memory", "33554432",
            "compression.type", "none");

    private static final Map<String, String> TUNED = Map.of(
            "acks", "all",
            "enable.idempotence", "true",
            "batch.size", "131072",
            "linger.ms", "5",
            "buffer.memory", "67108864",
            "compression.type", "lz4");

    private static final class Comparison {
        final String what;
        final Map<String, String> client;
        final Target target;
        final Speed own = new Speed();
        final Speed ownInStack = new Speed();
        final Speed sameValues = new Speed();
        final Speed sameBytes = new Speed();

        Comparison(String what, Map<String, String> client, Target target) {
            this.what = what;
            this.client = client;
            this.target = target;
        }
    }

    @Override
    public Duration estimate(Options options) {
        return Duration.ofSeconds(30).plusSeconds(options.rounds() * 8 * (3 + options.recordsInAll() / 250_000));
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        List<Comparison> comparisons = List.of(
                new Comparison("Kafka's defaults", DEFAULTS, Target.atLeast(1.0, "")),
                new Comparison("128 KiB, 5 ms, lz4", TUNED, Target.atLeast(0.9, "")));
        Payloads payloads = payloads(bench);
        Path values = file(bench, payloads.values());
        Path records = file(bench, payloads.records());
        // Not counted: whoever came first would meet a broker that is still being compiled.
        tool(bench, comparisons.get(0), new Speed(), records);
        bench.rounds(PART, round -> {
            for (Comparison comparison : comparisons) {
                // Who goes first changes with every round.
                boolean ownFirst = round % 2 == 1;
                if (ownFirst) {
                    own(bench, comparison);
                }
                tool(bench, comparison, comparison.sameValues, values);
                tool(bench, comparison, comparison.sameBytes, records);
                if (!ownFirst) {
                    own(bench, comparison);
                }
            }
        });
        for (Comparison comparison : comparisons) {
            Speed own = comparison.own;
            String what = comparison.what;
            own.report(
                    bench, PART, what + ", same bytes", comparison.sameBytes, comparison.target, payloads.sameBytes());
            own.report(
                    bench,
                    PART,
                    what + ", same values",
                    comparison.sameValues,
                    comparison.target,
                    payloads.sameValues());
            own.reportProcessor(bench, PART, what + ", same bytes", comparison.sameBytes);
            comparison.ownInStack.report(
                    bench,
                    PART,
                    what + ", same bytes, three partitions a topic",
                    comparison.sameBytes,
                    null,
                    "as in the stack: three of the twelve get two thirds of the records");
        }
    }

    /** Records as the producer makes them, for the tool to choose from. */
    private static Payloads payloads(Bench bench) throws InterruptedException {
        bench.broker().freshTopics(Layout.STACK);
        try (Jvm producer = start(bench, "10000", Map.of())) {
            Wait.until("payloads", LIMIT, producer, () -> bench.broker().records(BenchBroker.TOPICS) > PAYLOADS);
            producer.stop();
        }
        Payloads payloads = new Payloads();
        new Records(bench.broker()).read(BenchBroker.TOPICS, Long.MAX_VALUE, payloads::add);
        return payloads;
    }

    private static Path file(Bench bench, String text) {
        try {
            return Files.writeString(Files.createTempFile(bench.jvms().folder(), "payloads", ""), text);
        } catch (IOException e) {
            throw new BenchException("can't write the payloads", e);
        }
    }

    private static void own(Bench bench, Comparison comparison) throws InterruptedException {
        own(bench, comparison.client, Layout.EVEN, comparison.own);
        own(bench, comparison.client, Layout.STACK, comparison.ownInStack);
    }

    private static void own(Bench bench, Map<String, String> client, Layout layout, Speed speed)
            throws InterruptedException {
        bench.broker().freshTopics(layout);
        try (Jvm producer = start(bench, UNLIMITED, client)) {
            speed.measure(() -> bench.broker().records(BenchBroker.TOPICS), producer, bench.options());
        }
    }

    private static Jvm start(Bench bench, String rate, Map<String, String> client) {
        Map<String, String> settings =
                bench.settings("MESSAGES_PER_SECOND", rate, "ERROR_RATE", "0.1", "LOG_LINES_PER_SECOND", "0");
        client.forEach((name, value) ->
                settings.put("KAFKA_CLIENT_" + name.toUpperCase(Locale.ROOT).replace('.', '_'), value));
        Path producer = bench.artifacts().producer();
        return bench.jvms().service(producer, Bench.comparedOptions(producer), settings);
    }

    private static void tool(Bench bench, Comparison comparison, Speed speed, Path payloads)
            throws InterruptedException {
        bench.broker().freshTopics(Layout.STACK);
        List<String> arguments = new ArrayList<>(List.of(
                "--topic",
                BenchBroker.TOOL_TOPIC,
                // Far more than is waited for: it is stopped in full run.
                "--num-records",
                String.valueOf(bench.options().recordsInAll() * 10),
                "--throughput",
                "-1",
                "--payload-file",
                payloads.toString(),
                "--payload-delimiter",
                Payloads.DELIMITER,
                "--producer-props",
                "bootstrap.servers=" + bench.broker().address()));
        new TreeMap<>(comparison.client).forEach((name, value) -> arguments.add(name + "=" + value));
        try (Jvm tool = bench.jvms().tool(TOOL, Bench.toolOptions(bench.options()), arguments)) {
            speed.measure(() -> bench.broker().records(List.of(BenchBroker.TOOL_TOPIC)), tool, bench.options());
        }
    }
}
