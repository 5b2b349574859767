package kafkademo.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Measures the resident memory of both services at full speed, within their containers' memory. */
final class MemoryPart implements Bench.Part {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private static int seconds(Options options) {
        return options.quick() ? 5 : 30;
    }

    @Override
    public Duration estimate(Options options) {
        return Duration.ofSeconds(10 + 2 * seconds(options));
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        if (Jvm.tellsMemory()) {
            measure(bench);
        } else {
            bench.screen().println("no /proc here: memory is left out");
        }
    }

    private static void measure(Bench bench) throws InterruptedException {
        Duration time = Duration.ofSeconds(seconds(bench.options()));
        bench.broker().freshTopics(Layout.STACK);
        try (Jvm producer =
                bench.asInContainer(bench.artifacts().producer(), bench.settings("MESSAGES_PER_SECOND", "1000000"))) {
            Wait.until("the first record", LIMIT, producer, () -> bench.broker().records(BenchBroker.TOPICS) > 0);
            Wait.during(time, producer);
            add(bench, "producer unlimited", producer, Bench.CONTAINER_MEGABYTES);
            producer.stop();
        }
        try (Jvm consumer =
                bench.asInContainer(bench.artifacts().consumer(), bench.settings("CONSUMER_GROUP", "bench-memory"))) {
            Wait.during(time, consumer);
            add(bench, "consumer of that backlog", consumer, Bench.CONTAINER_MEGABYTES);
            consumer.stop();
        }
    }

    /** Adds a JVM's current and peak memory, if the system reports them. */
    static void add(Bench bench, String what, Jvm jvm, int atMostMegabytes) {
        OptionalDouble resident = jvm.megabytes("VmRSS");
        if (resident.isPresent()) {
            bench.add(Result.of(
                    "memory",
                    what,
                    "MB resident",
                    List.of(resident.getAsDouble()),
                    Target.atMost(atMostMegabytes, "MB"),
                    String.format(
                            Locale.ROOT,
                            "%.0f MB at most; container %d MB",
                            jvm.megabytes("VmHWM").orElse(Double.NaN),
                            Bench.CONTAINER_MEGABYTES)));
        }
    }
}
