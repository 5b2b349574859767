package kafkademo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an image starts its JVM. */
final class EntryPoint {
    private static final Pattern INSTRUCTION = Pattern.compile("^ENTRYPOINT \\[([^]]*)]", Pattern.MULTILINE);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"");

    private EntryPoint() {}

    /** The JVM options in a Dockerfile. */
    static List<String> jvmOptions(Path dockerfile) {
        try {
            return jvmOptions(Files.readString(dockerfile));
        } catch (IOException e) {
            throw new BenchException("can't read the image's JVM options", e);
        }
    }

    /** Those between {@code java} and {@code -jar}, but none that names a file which only the image has. */
    static List<String> jvmOptions(String dockerfile) {
        Matcher instruction = INSTRUCTION.matcher(dockerfile);
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
        return words.subList(1, jar).stream()
                .filter(word -> !word.contains("/app/"))
                .toList();
    }
}
