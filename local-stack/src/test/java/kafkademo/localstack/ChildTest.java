package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

@DisabledOnOs(OS.WINDOWS)
class ChildTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final List<String> out = Collections.synchronizedList(new ArrayList<>());
    private final List<String> err = Collections.synchronizedList(new ArrayList<>());

    @Test
    void aChildHasExactlyTheGivenEnvironmentAndItsErrorsAreKeptApart() {
        Child child = start("echo out $A $HOME; echo err >&2; exit 3", Map.of("A", "b c"));

        assertThat(child.awaitEnd(LIMIT)).isTrue();
        assertThat(child.exitCode()).isEqualTo(3);
        assertThat(out).containsExactly("out b c");
        assertThat(err).containsExactly("err");
        assertThatThrownBy(child::requireAlive)
                .isInstanceOf(StackException.class)
                .message()
                .startsWith("child ended with exit code 3; its last lines:\n")
                .contains("\nout b c", "\nerr");
    }

    @Test
    void linesWrittenAfterSigtermAreRead() {
        Child child = start("trap 'echo bye; exit 143' TERM; echo up; while :; do sleep 0.05; done", Map.of());
        await().atMost(LIMIT).until(() -> out.contains("up"));

        child.terminate();

        assertThat(child.awaitEnd(LIMIT)).isTrue();
        assertThat(child.exitCode()).isEqualTo(143);
        assertThat(out).containsExactly("up", "bye");
    }

    @Test
    void aChildThatDoesNotEndInTimeIsKilled() {
        Child child = start("trap '' TERM; echo up; while :; do sleep 0.05; done", Map.of());
        await().atMost(LIMIT).until(() -> out.contains("up"));

        child.terminate();

        assertThat(child.awaitEnd(Duration.ofMillis(200))).isFalse();
        assertThat(child.isAlive()).isFalse();
        assertThat(child.exitCode()).isEqualTo(137);
    }

    @Test
    void theMessageNamesAProgramThatCannotBeStarted() {
        List<String> command = List.of("/does/not/exist");

        assertThatThrownBy(() -> Child.start("child", command, Map.of(), Path.of("/"), out::add, err::add))
                .isInstanceOf(StackException.class)
                .hasMessageStartingWith("can't start child: ");
    }

    private Child start(String script, Map<String, String> environment) {
        return Child.start("child", List.of("/bin/sh", "-c", script), environment, Path.of("/"), out::add, err::add);
    }
}
