package kafkademo.composetests;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of its heap a JVM really needs: what a collection of the whole heap leaves. Most collections leave the old generation as
 * it is, so no metric tells.
 */
final class LiveHeap {
    /** Builds the services, and has the JDK's tools. */
    private static final String JDK_IMAGE = "maven:3.9-eclipse-temurin-25-noble";

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +[0-9]+ +([0-9]+)");

    private LiveHeap() {}

    /** Has each container's JVM collect its garbage. Returns what is left, in megabytes, by service. */
    static Map<String, Double> of(ComposeStack stack, Iterable<String> services) {
        Map<String, Double> megabytes = new TreeMap<>();
        services.forEach(service -> megabytes.put(service, of(stack.container(service))));
        return megabytes;
    }

    private static double of(String container) {
        String user = Engine.docker("exec", container, "id", "-u").strip() + ":"
                + Engine.docker("exec", container, "id", "-g").strip();
        String histogram = Engine.docker(
                "run",
                "--rm",
                "--network=none",
                "--pid=container:" + container,
                "--user=" + user,
                "--entrypoint=jcmd",
                JDK_IMAGE,
                "1",
                "GC.class_histogram");
        Matcher total = TOTAL.matcher(histogram);
        if (!total.find()) {
            throw new IllegalStateException("no histogram of " + container + ": " + histogram);
        }
        return Long.parseLong(total.group(1)) / 1e6;
    }
}
