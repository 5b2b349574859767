package kafkademo.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares the consumer with {@code kafka-consumer-perf-test} while each reads a backlog.
 *
 * <p>Both read the same records, a tenth of them malformed. The consumer reads its four topics. The tool can read only
 * one, so it reads a copy with as many partitions. In both cases the Kafka client counts the records that it returns.
 * The rates are taken between the same two counts, before the end of the backlog.
 */
final class ConsumerPart implements Bench.Part {
    private static final String TOOL = "org.apache.kafka.tools.ConsumerPerformance";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private int groups;

    @Override
    public Duration estimate(Options options) {
        long fill = options.recordsInAll() / 100_000;
        return Duration.ofSeconds(15 + fill).plusSeconds(options.rounds() * (9 + options.recordsInAll() / 80_000));
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        long backlog = bench.options().recordsInAll() * 105 / 100;
        fill(bench, backlog);
        Speed silent = new Speed();
        Speed withLines = new Speed();
        Speed tool = new Speed();
        bench.rounds("consumer", round -> {
            own(bench, 0, silent);
            tool(bench, backlog, tool);
            own(bench, 1_000_000, withLines);
        });
        String note = "the tool doesn't look at what it reads, nor check its CRC";
        silent.report(bench, "consumer", "no lines", tool, Target.atLeast(0.5, ""), note);
        silent.reportProcessor(bench, "consumer", "no lines", tool);
        withLines.report(bench, "consumer", "a line each, to a file", tool, Target.atLeast(0.3, ""), note);
        withLines.reportProcessor(bench, "consumer", "a line each, to a file", tool);
    }

    private static void fill(Bench bench, long backlog) throws InterruptedException {
        bench.broker().freshTopics(Layout.STACK);
        Path jar = bench.artifacts().producer();
        try (Jvm producer = bench.jvms()
                .service(
                        jar,
                        Bench.comparedOptions(jar),
                        bench.settings(
                                "MESSAGES_PER_SECOND", "1000000", "ERROR_RATE", "0.1", "LOG_LINES_PER_SECOND", "0"))) {
            Wait.until("a backlog", LIMIT, producer, () -> bench.broker().records(BenchBroker.TOPICS) >= backlog);
            producer.stop();
        }
        new Records(bench.broker()).copy(BenchBroker.TOPICS, backlog, BenchBroker.TOOL_TOPIC);
    }

    private void own(Bench bench, int linesPerSecond, Speed speed) throws InterruptedException {
        Path jar = bench.artifacts().consumer();
        measure(
                bench,
                speed,
                Bench.comparedOptions(jar),
                options -> bench.jvms()
                        .service(
                                jar,
                                options,
                                bench.settings(
                                        "CONSUMER_GROUP",
                                        group(),
                                        "LOG_LINES_PER_SECOND",
                                        String.valueOf(linesPerSecond))));
    }

    private void tool(Bench bench, long backlog, Speed speed) throws InterruptedException {
        List<String> arguments = List.of(
                "--bootstrap-server", bench.broker().address(),
                "--topic", BenchBroker.TOOL_TOPIC,
                "--group", group(),
                "--messages", String.valueOf(backlog));
        measure(
                bench,
                speed,
                Bench.toolOptions(bench.options()),
                options -> bench.jvms().tool(TOOL, options, arguments));
    }

    private String group() {
        return "bench-" + ++groups;
    }

    private static void measure(Bench bench, Speed speed, List<String> jvmOptions, Function<List<String>, Jvm> start)
            throws InterruptedException {
        int port = bench.ports().next();
        List<String> options = Stream.concat(jvmOptions.stream(), ConsumedRecords.jvmOptions(port).stream())
                .toList();
        try (Jvm consumer = start.apply(options);
                ConsumedRecords consumed = ConsumedRecords.of(port, consumer)) {
            speed.measure(consumed::count, consumer, bench.options());
        }
    }
}
