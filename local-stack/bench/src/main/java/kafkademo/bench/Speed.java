package kafkademo.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;

/**
 * Measures how fast a JVM processes records and how much processor time each one takes, round by round. There are two
 * figures. The first covers a run from the start, with the compilers still at work, as the tools' own figures do. The
 * second covers the warm JVM, which is the normal state of a service.
 */
final class Speed {
    private static final String PER_SECOND = "records/s";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final List<Double> wholeRun = new ArrayList<>();
    private final List<Double> warm = new ArrayList<>();
    private final List<Double> cpuMicros = new ArrayList<>();

    /**
     * Measures one run. The first part gives the figures from the start, the last part gives the warm ones.
     *
     * @param count returns the number of records that the JVM has processed
     */
    void measure(LongSupplier count, Jvm jvm, Options options) throws InterruptedException {
        Timeline timeline = new Timeline();
        long begin = follow(timeline, count, options.warmUpRecords(), jvm);
        OptionalDouble cpuAtBegin = jvm.cpuSeconds();
        long end = follow(timeline, count, options.recordsInAll(), jvm);
        OptionalDouble cpuAtEnd = jvm.cpuSeconds();
        wholeRun.add(timeline.perSecondSince(jvm.startedNanos(), options.records()));
        warm.add(timeline.perSecond(options.warmUpRecords(), options.recordsInAll()));
        if (cpuAtBegin.isPresent() && cpuAtEnd.isPresent() && end > begin) {
            cpuMicros.add(1e6 * (cpuAtEnd.getAsDouble() - cpuAtBegin.getAsDouble()) / (end - begin));
        }
    }

    /** Follows the count until it has passed a limit. Returns the final count. */
    private static long follow(Timeline timeline, LongSupplier count, long to, Jvm jvm) throws InterruptedException {
        long[] last = {0};
        Wait.until("record " + to, LIMIT, () -> {
            last[0] = count.getAsLong();
            timeline.add(System.nanoTime(), last[0]);
            if (last[0] < to) {
                jvm.mustRun();
            }
            return last[0] >= to;
        });
        return last[0];
    }

    /** Reports the rates, compared with another's. */
    void report(Bench bench, String part, String what, Speed reference, Target target, String note) {
        bench.add(new Result(part, what + ", whole run", PER_SECOND, wholeRun, reference.wholeRun, target, note));
        bench.add(new Result(part, what + ", once warm", PER_SECOND, warm, reference.warm, target, note));
    }

    /** Reports the processor time, compared with another's. A busy machine changes it less than the rates. */
    void reportProcessor(Bench bench, String part, String what, Speed reference) {
        if (!cpuMicros.isEmpty() && !reference.cpuMicros.isEmpty()) {
            bench.add(new Result(part, what + ", processor", "us/record", cpuMicros, reference.cpuMicros, null, ""));
        }
    }
}
