package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an image starts its JVM, and how it was trained for that.
 *
 * @param text the whole file
 */
record Dockerfile(String text) {
    private static final String CACHE = "-XX:AOTCache=";
    private static final Pattern ENTRYPOINT = Pattern.compile("^ENTRYPOINT \\[([^]]*)]", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");
    private static final Pattern TRAINING = Pattern.compile("\\bjava -XX:AOTCacheOutput=\\S+ (.*?) ?-jar ");

    /** The one of a service's image, beside the service's {@code target/}. */
    static Dockerfile of(Path jar) {
        try {
            return new Dockerfile(Files.readString(jar.getParent().getParent().resolve("Dockerfile")));
        } catch (IOException e) {
            throw new BenchException("can't read the image's JVM options", e);
        }
    }

    /** The JVM options of its ENTRYPOINT, but none that names a file which only the image has. */
    List<String> jvmOptions() {
        return entryPoint().stream().filter(word -> !word.contains("/app/")).toList();
    }

    /** Whether its JVM starts from an AOT cache. */
    boolean namesAotCache() {
        return entryPoint().stream().anyMatch(word -> word.startsWith(CACHE));
    }

    /** The JVM options under which the service runs while its cache is made. */
    List<String> trainingOptions() {
        Matcher training = TRAINING.matcher(text);
        if (!training.find()) {
            throw new BenchException("the Dockerfile makes no cache by java -XX:AOTCacheOutput=… -jar");
        }
        return List.of(training.group(1).split(" "));
    }

    /** What stands between {@code java} and {@code -jar}. */
    private List<String> entryPoint() {
        Matcher instruction = ENTRYPOINT.matcher(text);
        if (!instruction.find()) {
            throw new BenchException("the Dockerfile has no ENTRYPOINT of the form [\"java\", …]");
        }
        List<String> words = WORD.matcher(instruction.group(1))
                .results()
                .map((MatchResult word) -> word.group(1))
                .toList();
        int jar = words.indexOf("-jar");
        if (jar < 1) {
            throw new BenchException("the image's ENTRYPOINT starts no jar");
        }
        return words.subList(1, jar);
    }
}
