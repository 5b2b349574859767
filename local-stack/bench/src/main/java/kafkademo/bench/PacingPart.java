package kafkademo.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Measures how exactly the producer keeps its rate, and what both services cost meanwhile.
 *
 * <p>The broker stores the time at which each record was handed to the client. The first seconds are left out, because
 * the JVM is still compiling then. Where processor time is measured, the whole first minute is left out.
 */
final class PacingPart implements Bench.Part {
    /** One rate, with the time to warm up and the time that is measured. */
    private record Step(double rate, int warmUpSeconds, int seconds, boolean cost) {
        Step quick() {
            return new Step(rate, 4, 5, cost);
        }
    }

    private static final List<Step> STEPS = List.of(
            new Step(0.5, 10, 40, false),
            new Step(5, 60, 60, true),
            new Step(100, 15, 30, false),
            new Step(1_000, 60, 60, true),
            new Step(10_000, 15, 30, false),
            new Step(100_000, 30, 30, false));

    @Override
    public Duration estimate(Options options) {
        // Overhead of each step: creating topics, starting, and reading the records.
        return Duration.ofSeconds(steps(options)
                        .mapToLong(step -> 4 + step.warmUpSeconds + step.seconds)
                        .sum()
                + 10);
    }

    private static Stream<Step> steps(Options options) {
        return STEPS.stream().map(step -> options.quick() ? step.quick() : step);
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        for (Step step : steps(bench.options()).toList()) {
            run(bench, step);
        }
    }

    private static void run(Bench bench, Step step) throws InterruptedException {
        bench.broker().freshTopics(Layout.STACK);
        long begin;
        try (Jvm consumer = step.cost ? consumer(bench) : null;
                Jvm producer = producer(bench, step)) {
            Wait.until(
                    "the first record",
                    Duration.ofSeconds(30),
                    producer,
                    () -> bench.broker().records(BenchBroker.TOPICS) > 0);
            begin = System.currentTimeMillis() + step.warmUpSeconds * 1_000L;
            Wait.during(Duration.ofSeconds(step.warmUpSeconds), producer);
            OptionalDouble producerBefore = producer.cpuSeconds();
            OptionalDouble consumerBefore = consumer == null ? OptionalDouble.empty() : consumer.cpuSeconds();
            Wait.during(Duration.ofSeconds(step.seconds), producer);
            if (consumer != null) {
                cost(bench, step, "producer", producer, producerBefore);
                cost(bench, step, "consumer", consumer, consumerBefore);
                consumer.stop();
            }
            producer.stop();
        }
        evenness(bench, step, Pacing.of(timestamps(bench), begin, begin + step.seconds * 1_000L));
    }

    private static Jvm producer(Bench bench, Step step) {
        Path jar = bench.artifacts().producer();
        return bench.asInContainer(jar, bench.settings("MESSAGES_PER_SECOND", plain(step.rate)));
    }

    private static Jvm consumer(Bench bench) {
        return bench.asInContainer(bench.artifacts().consumer(), bench.settings());
    }

    private static long[] timestamps(Bench bench) {
        LongStream.Builder timestamps = LongStream.builder();
        new Records(bench.broker())
                .read(BenchBroker.TOPICS, Long.MAX_VALUE, record -> timestamps.add(record.timestamp()));
        return timestamps.build().toArray();
    }

    private static void evenness(Bench bench, Step step, Pacing pacing) {
        String what = plain(step.rate) + "/s";
        String achieved = String.format(Locale.ROOT, "achieved %.4f/s", pacing.perSecond());
        bench.add(Result.of(
                "pacing",
                what + " error",
                "%",
                List.of(pacing.errorPercent(step.rate)),
                Target.atMost(0.1, "%"),
                achieved));
        bench.add(Result.of(
                "pacing",
                what + " burst",
                "x its share",
                List.of(pacing.burstShare(step.rate)),
                Target.atMost(2, ""),
                "at most " + pacing.largestBurst() + " in " + Pacing.WINDOW_MILLIS + " ms; longest gap "
                        + pacing.longestGapMillis() + " ms"));
    }

    private static void cost(Bench bench, Step step, String service, Jvm jvm, OptionalDouble cpuBefore) {
        String what = service + " at " + plain(step.rate) + "/s";
        OptionalDouble cpu = jvm.cpuSeconds();
        if (cpu.isPresent() && cpuBefore.isPresent()) {
            double percent = 100 * (cpu.getAsDouble() - cpuBefore.getAsDouble()) / step.seconds;
            bench.add(Result.of(
                    "cpu",
                    what,
                    "% of a core",
                    List.of(percent),
                    Target.atMost(step.rate < 100 ? 2 : 8, "%"),
                    "after " + step.warmUpSeconds + " s, over " + step.seconds + " s"));
        }
        MemoryPart.add(bench, what, jvm, step.rate < 100 ? 100 : Bench.CONTAINER_MEGABYTES);
    }

    /** Returns the rate as people write it and as the setting accepts it: {@code 0.5}, {@code 100000}. */
    private static String plain(double rate) {
        return rate == Math.rint(rate) ? String.valueOf((long) rate) : String.valueOf(rate);
    }
}
