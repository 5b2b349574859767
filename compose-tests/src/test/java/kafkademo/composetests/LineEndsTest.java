package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shell in a container does not understand the line ends of Windows, which Git makes there by default. */
class LineEndsTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static Command.Result git(String... arguments) {
        List<String> command = Stream.concat(Stream.of("git", "-C", ROOT.toString()), Stream.of(arguments))
                .toList();
        return Command.run(Duration.ofMinutes(1), command);
    }

    private static boolean hasCarriageReturn(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return new String(bytes, StandardCharsets.ISO_8859_1).contains("\r");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void gitOnWindowsKeepsThem(@TempDir Path folder) throws IOException {
        assumeTrue(Files.exists(ROOT.resolve(".git")), "this is no clone");

        git("-c", "core.autocrlf=true", "checkout-index", "--all", "--prefix=" + folder + "/")
                .orFail();

        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile)
                            .filter(file -> !file.toString().endsWith(".png"))
                            .filter(LineEndsTest::hasCarriageReturn)
                            .map(folder::relativize))
                    .isEmpty();
        }
        assertThat(folder.resolve("docker-compose.yml")).exists();
    }
}
