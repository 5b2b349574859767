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
 * Compares the producer at full speed with {@code kafka-producer-perf-test}.
 *
 * <p>Both rates are taken from the broker: how fast its log grows, over the same number of records. Both programs are
 * stopped at full speed, so their shutdown does not count.
 *
 * <p>The tool sends only values, without keys or headers. It is run twice: once with the producer's values, and once
 * with values that include the key and the headers. In the second run the same number of bytes reaches the broker and
 * its disk.
 *
 * <p>The tool spreads its records evenly over the partitions, and the shop does not. The producer's topics therefore
 * get partitions in proportion to their records, as many in total as the tool's topic has. The rate on the stack's own
 * layout is reported as well.
 */
final class ProducerPart implements Bench.Part {
    private static final String PART = "producer";
    private static final String TOOL = "org.apache.kafka.tools.ProducerPerformance";
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String UNLIMITED = "1000000";
    private static final int PAYLOADS = 10_000;

    /**
     * The defaults of Kafka 4. They are spelt out because the tool is version 3.9, which does not linger by default.
     * With full batches that makes no difference.
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
        // Not counted. The first run would otherwise be slowed by a broker that is still compiling its code.
        tool(bench, comparisons.get(0), new Speed(), records);
        bench.rounds(PART, round -> {
            for (Comparison comparison : comparisons) {
                // The order changes with every round.
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

    /** Returns records from the producer for the tool to choose from. */
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
                // Far more than needed. The tool is stopped at full speed.
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
