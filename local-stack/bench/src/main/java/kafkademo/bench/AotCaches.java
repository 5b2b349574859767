package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The AOT caches from which the services start in their images, made here as they are there: by the same training, under the
 * same options, on the Java that runs the bench. Kafka's own tools are shipped without one, and run without one.
 */
final class AotCaches {
    /** The first Java that makes a cache in one step. */
    private static final int JAVA = 25;

    private static final String AGENT_MODULE = "jdk.management.agent";

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

    /** Which it is, for the report. */
    static String describe() {
        return areUsed()
                ? "as in the images; Kafka's tools have none, as shipped"
                : "none, which takes Java " + JAVA + "; the images have one";
    }

    /**
     * What makes a service start from its cache, which is made now if there is none yet; nothing on an older Java, or if its
     * image has no cache either.
     *
     * @param jvmOptions the others; the cache serves every size of the heap
     */
    List<String> options(Path jar, List<String> jvmOptions) {
        Dockerfile image = Dockerfile.of(jar);
        if (!areUsed() || !image.namesAotCache()) {
            return List.of();
        }
        // One who is to be asked by JMX gets a module more from the JVM, and a cache is good for the same modules only.
        boolean asked = jvmOptions.stream().anyMatch(option -> option.startsWith("-Dcom.sun.management.jmxremote"));
        String name = jar.getFileName().toString();
        Path own = folder.resolve("aot-" + name + (asked ? "-jmx" : ""));
        Path cache = own.resolve("cache");
        if (!Files.exists(cache)) {
            List<String> options = new ArrayList<>(image.trainingOptions());
            if (asked) {
                options.add("--add-modules=" + AGENT_MODULE);
            }
            make(jar, options, create(own), cache);
        }
        // Without the mode, a JVM that can't use the cache would run without it, and say nothing.
        return List.of("-XX:AOTCache=" + cache, "-XX:AOTMode=on");
    }

    private void make(Path jar, List<String> jvmOptions, Path own, Path cache) {
        List<String> service = Stream.of(
                        List.of(Jvms.java(), "-XX:AOTCacheOutput=" + cache),
                        jvmOptions,
                        List.of("-Djava.io.tmpdir=" + own, "-jar", jar.toString()))
                .flatMap(List::stream)
                .toList();
        try (Jvm training = jvms.training(jar, service)) {
            // The exit code is the training's: the JVM that writes the cache can fail all the same.
            if (training.exitCode() != 0 || !Files.exists(cache)) {
                throw training.ended();
            }
        }
    }

    private static Path create(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new BenchException("can't create a folder", e);
        }
    }
}
