package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
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
    void aChildThatHasEndedIsKilledWithoutAWaitForWhoeverHasItsIdNow() {
        Ended process = new Ended();
        Child child = new Child("child", process, out::add, err::add);
        process.end();

        assertTimeoutPreemptively(LIMIT, child::kill);
    }

    /** A process that ends. Its id is soon taken by somebody who never ends, as the JDK's class sees it then. */
    private static final class Ended extends Process {
        private final CompletableFuture<Process> exit = new CompletableFuture<>();

        void end() {
            exit.complete(this);
        }

        @Override
        public CompletableFuture<Process> onExit() {
            return exit.isDone() ? new CompletableFuture<>() : exit;
        }

        @Override
        public ProcessHandle toHandle() {
            throw new AssertionError("somebody else is about to be killed");
        }

        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return exitValue();
        }

        @Override
        public int exitValue() {
            return 0;
        }

        @Override
        public void destroy() {
            toHandle();
        }
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
