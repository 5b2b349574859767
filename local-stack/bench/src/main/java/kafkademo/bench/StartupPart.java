package kafkademo.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the time from the start of the JVM to the first acknowledged record, which the producer logs. The broker is
 * running and already has the topics.
 */
final class StartupPart implements Bench.Part {
    private static final String SENT = " sent";

    private static int starts(Options options) {
        return options.quick() ? 3 : 3 * options.rounds();
    }

    @Override
    public Duration estimate(Options options) {
        return Duration.ofSeconds(5 + 2L * starts(options));
    }

    @Override
    public void run(Bench bench) throws InterruptedException {
        bench.broker().freshTopics(Layout.STACK);
        start(bench); // fills the system's file cache
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < starts(bench.options()); i++) {
            seconds.add(start(bench));
        }
        bench.add(Result.of(
                "startup",
                "first acknowledgement",
                "s",
                seconds,
                Target.atMost(0.35, "s"),
                AotCaches.areUsed()
                        ? "from the AOT cache, as in the image"
                        : "the target is for the image, with its AOT cache"));
    }

    private static double start(Bench bench) throws InterruptedException {
        Path jar = bench.artifacts().producer();
        long begin = System.nanoTime();
        try (Jvm producer = bench.jvms().readableService(jar, bench.containerOptions(jar), bench.settings());
                BufferedReader lines = producer.process().inputReader(StandardCharsets.UTF_8)) {
            List<String> read = new ArrayList<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.contains(SENT)) {
                    return (System.nanoTime() - begin) / 1e9;
                }
                read.add(line);
            }
            throw new BenchException("the producer ended without sending: " + read);
        } catch (IOException e) {
            throw new BenchException("cannot read the producer's output", e);
        }
    }
}
