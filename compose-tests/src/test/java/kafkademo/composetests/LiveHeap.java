package kafkademo.composetests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much of its heap a JVM really needs: what a collection of the whole heap leaves. Most collections leave the old generation as
 * it is, so no metric tells.
 */
final class LiveHeap {
    private static final Path DOCKERFILE = Path.of(System.getProperty("project.root"), "consumer", "Dockerfile");

    /** The image that builds the services has the JDK's tools. */
    private static final Pattern JDK_IMAGE = Pattern.compile("(?m)^FROM (\\S+) AS build$");

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
                find(JDK_IMAGE, read(DOCKERFILE)),
                "1",
                "GC.class_histogram");
        return Long.parseLong(find(TOTAL, histogram)) / 1e6;
    }

    private static String find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("no " + pattern + " in " + text);
        }
        return found.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
