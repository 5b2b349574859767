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
 * The AOT caches from which the services start. They are made as in the images: both services run for a few seconds under the
 * images' JVM options, here on the Java and the broker of the bench. Kafka's own tools are shipped without a cache and run
 * without one.
 */
final class AotCaches {
    /** The first Java that makes a cache in one step. */
    private static final int JAVA = 25;

    private static final String REMOTE_JMX = "-Dcom.sun.management.jmxremote";
    private static final String JMX_MODULE = "--add-modules=jdk.management.agent";

    /** As many as {@code common/src/main/sh/train} wants to see. */
    private static final int RECORDS = 20_000;

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int SIGTERM_EXIT = 143;

    private static final Map<String, String> SETTINGS = Map.of(
            "MESSAGES_PER_SECOND", "10000",
            "LOG_LINES_PER_SECOND", "1000000",
            "CONSUMER_GROUP", "training");

    private final Path folder;
    private final Jvms jvms;

    /** @param folder where the caches go */
    AotCaches(Path folder, Jvms jvms) {
        this.folder = folder;
        this.jvms = jvms;
    }

    /** Whether the Java that runs the bench is new enough. */
    static boolean areUsed() {
        return Runtime.version().feature() >= JAVA;
    }

    /** Says in the report which caches are used. */
    static String describe() {
        return areUsed()
                ? "as in the images; Kafka's tools have none, as shipped"
                : "none, which takes Java " + JAVA + "; the images have one";
    }

    /** Makes the caches, if this Java can. The broker's topics hold some records afterwards. */
    void make(Artifacts artifacts, Map<String, String> settings) throws InterruptedException {
        if (!areUsed()) {
            return;
        }
        // One after the other, since the producer's records are there for the consumers to read.
        train(artifacts.producer(), List.of(), settings);
        train(artifacts.consumer(), List.of(), settings);
        // A JVM that serves JMX has one module more, and accepts no cache that was made without it.
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
     * Makes a service start from its cache; on an older Java there is none.
     *
     * @param jvmOptions the other options; a cache serves every size of the heap
     */
    List<String> options(Path jar, List<String> jvmOptions) {
        if (!areUsed()) {
            return List.of();
        }
        boolean servesJmx = jvmOptions.stream().anyMatch(option -> option.startsWith(REMOTE_JMX));
        // Without the mode, a JVM that cannot use the cache would silently run without it.
        return List.of("-XX:AOTCache=" + cache(jar, servesJmx), "-XX:AOTMode=on");
    }

    private Path cache(Path jar, boolean servesJmx) {
        return folder.resolve(jar.getFileName() + (servesJmx ? "-jmx" : "") + ".aot");
    }
}
