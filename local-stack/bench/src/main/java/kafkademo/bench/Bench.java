package kafkademo.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import kafkademo.localstack.Artifacts;
import kafkademo.localstack.FreePorts;

/**
 * What every part of the bench works with.
 *
 * @param root the project's folder
 * @param results collects the figures
 * @param end the time limit, on the clock of {@link System#nanoTime}
 */
record Bench(
        Path root,
        Options options,
        Artifacts artifacts,
        BenchBroker broker,
        Jvms jvms,
        FreePorts ports,
        PrintStream screen,
        List<Result> results,
        long end) {
    /** Both sides of a comparison get the same heap and collector. */
    private static final List<String> EQUAL_JVM = List.of("-Xms256m", "-Xmx256m", "-XX:+UseSerialGC");

    /** The services' {@code mem_limit} in {@code docker-compose.yml}. */
    static final int CONTAINER_MEGABYTES = 256;

    /** A part of the bench that can be selected. */
    interface Part {
        /** Returns a rough estimate of the time that the part takes. */
        Duration estimate(Options options);

        void run(Bench bench) throws InterruptedException;
    }

    /** One round of a part. */
    interface Round {
        void run(int number) throws InterruptedException;
    }

    /** Repeats a round as often as requested, or until the time is up. */
    void rounds(String part, Round round) throws InterruptedException {
        Duration longest = Duration.ZERO;
        for (int number = 1; number <= options.rounds(); number++) {
            long begin = System.nanoTime();
            if (number > 1 && begin + longest.toNanos() > end) {
                screen.println("no time left: " + part + " has " + (number - 1) + " rounds");
                return;
            }
            round.run(number);
            Duration taken = Duration.ofNanos(System.nanoTime() - begin);
            longest = taken.compareTo(longest) > 0 ? taken : longest;
        }
    }

    /** Returns a service's settings: those of the run, and the broker. */
    Map<String, String> settings(String... namesAndValues) {
        Map<String, String> settings = new TreeMap<>(Map.of("KAFKA_BROKER", broker.address()));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            settings.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return settings;
    }

    /** Starts a service with its image's JVM options and as much memory as its container has. */
    Jvm asInContainer(Path jar, Map<String, String> settings) {
        return jvms.service(jar, containerOptions(jar), settings);
    }

    /** Returns the JVM options of a service that is compared with a tool: those of its image, except for the heap. */
    static List<String> comparedOptions(Path jar) {
        return Stream.concat(imageOptions(jar).stream(), EQUAL_JVM.stream()).toList();
    }

    /** Returns the JVM options of a tool that a service is compared with. */
    static List<String> toolOptions(Options options) {
        return Stream.concat(EQUAL_JVM.stream(), options.toolJvm().stream()).toList();
    }

    List<String> containerOptions(Path jar) {
        List<String> options = new ArrayList<>(imageOptions(jar));
        options.add("-XX:MaxRAM=" + CONTAINER_MEGABYTES + "m");
        return options;
    }

    private static List<String> imageOptions(Path jar) {
        List<String> options = new ArrayList<>(ImageOptions.of(ImageOptions.root(jar)));
        if (!AotCaches.areUsed()) {
            // A Java older than the images' has no cache, and may not know all of their options.
            options.add("-XX:+IgnoreUnrecognizedVMOptions");
        }
        return options;
    }

    void add(Result result) {
        results.add(result);
        screen.print(Table.of(List.of(result)).lines().skip(1).findFirst().orElse("") + "\n");
    }
}
