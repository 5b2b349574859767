package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class JavaCommandTest {
    @Test
    void aJarRunsOnTheJavaThatRunsThisTest() {
        List<String> command = JavaCommand.ofJar(List.of("-Xmx64m"), Path.of("a b.jar"));

        assertThat(Path.of(command.get(0)))
                .satisfies(java -> assertThat(Files.isExecutable(java)).isTrue());
        assertThat(command.get(0)).startsWith(System.getProperty("java.home"));
        assertThat(command).endsWith("-Xmx64m", "-jar", "a b.jar");
    }

    @Test
    void aMainClassRunsWithItsArgument() {
        assertThat(JavaCommand.ofMain(List.of("-Da=b"), "kafka.Kafka", Path.of("a.properties")))
                .endsWith("-Da=b", "kafka.Kafka", "a.properties");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void aCommandThatIgnoresTheTerminalKeepsEveryWord() {
        List<String> command = JavaCommand.deafToTerminal(List.of("java", "a b", "$c", "'d'"));

        assertThat(command).startsWith("/bin/sh", "-c").endsWith("java", "a b", "$c", "'d'");
    }
}
