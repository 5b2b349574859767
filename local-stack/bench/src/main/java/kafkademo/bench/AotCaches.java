package kafkademo.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import kafkademo.localstack.Artifacts;

/**
 * Makes the AOT caches that the services start from. As in the images, both services run for a few seconds under the
 * images' JVM options, but on the bench's Java and broker. Kafka's own tools are shipped without a cache and run
 * without one.
 */
final class AotCaches {
    /** The first Java version that makes a cache in one step. */
    private static final int JAVA = 25;

    private static final String REMOTE_JMX = "-Dcom.sun.management.jmxremote";
    private static final String JMX_MODULE = "--add-modules=jdk.management.agent";

    /** The number that {@code common/src/main/sh/train} waits for. */
    private static final int RECORDS = 20_000;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SIGTERM_EXIT = 143;

    private static final Map<String, String> SETTINGS = Map.of(
            "MESSAGES_PER_SECOND", "10000",
            "LOG_LINES_PER_SECOND", "1000000",
            "CONSUMER_GROUP", "training");

    private final Path folder;
    private final Jvms jvms;

    /** @param folder where the caches are stored */
    AotCaches(Path folder, Jvms jvms) {
        this.folder = folder;
        this.jvms = jvms;
    }

    /** Returns whether the Java that runs the bench supports the caches. */
    static boolean areUsed() {
        return Runtime.version().feature() >= JAVA;
    }

    /** Returns a description of the caches for the report. */
    static String describe() {
        return areUsed()
                ? "as in the images; Kafka's tools have none, as shipped"
                : "none, which takes Java " + JAVA + "; the images have one";
    }

    /** Makes the caches if this Java supports them. Leaves some records in the broker's topics. */
    void make(Artifacts artifacts, Map<String, String> settings) throws InterruptedException {
        if (!areUsed()) {
            return;
        }
        // The consumers read the producer's records, so the producer is trained first.
        train(artifacts.producer(), List.of(), settings);
        train(artifacts.consumer(), List.of(), settings);
        // A JVM that serves JMX loads one more module, and refuses a cache made without it.
        train(artifacts.consumer(), List.of(JMX_MODULE), settings);
    }

    private void train(Path jar, List<String> modules, Map<String, String> settings) throws InterruptedException {
        Path cache = cache(jar, !modules.isEmpty());
        List<String> options = new ArrayList<>(ImageOptions.of(ImageOptions.root(jar)));
        options.addAll(modules);
        options.add("-XX:AOTCacheOutput=" + cache);
        try (Jvm training = jvms.training(jar, options, with(settings, modules))) {
            Wait.until("the training of " + jar, LIMIT, training, () -> training.lines() >= RECORDS);
            training.terminate();
            if (training.exitCode() != SIGTERM_EXIT || !Files.exists(cache)) {
                throw training.ended();
            }
        }
    }

    private static Map<String, String> with(Map<String, String> settings, List<String> modules) {
        Map<String, String> all = new TreeMap<>(settings);
        all.putAll(SETTINGS);
        all.merge("CONSUMER_GROUP", modules.isEmpty() ? "" : "-jmx", String::concat);
        return all;
    }

    /**
     * Returns the options that start a service from its cache. There are none on an older Java.
     *
     * @param jvmOptions the other options; a cache works with any heap size
     */
    List<String> options(Path jar, List<String> jvmOptions) {
        if (!areUsed()) {
            return List.of();
        }
        boolean servesJmx = jvmOptions.stream().anyMatch(option -> option.startsWith(REMOTE_JMX));
        // Without the mode, a JVM that can't use the cache would run without it and say nothing.
        return List.of("-XX:AOTCache=" + cache(jar, servesJmx), "-XX:AOTMode=on");
    }

    private Path cache(Path jar, boolean servesJmx) {
        return folder.resolve(jar.getFileName() + (servesJmx ? "-jmx" : "") + ".aot");
    }
}
