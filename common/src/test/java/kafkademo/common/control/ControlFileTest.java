package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import kafkademo.common.log.Log;
import kafkademo.testing.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the server's file. */
@Timeout(60)
class ControlFileTest {
    private final RecordingLog log = new RecordingLog("WARN");

    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("control.sock");
    }

    private ControlServer listen() {
        return listen(path());
    }

    private ControlServer listen(Path path) {
        return new ControlServer(request -> List.of("ok"), 5_000, new Log(log.logger())).listen(path);
    }

    private void assertRefused(Path path, String cause) {
        listen(path).close();
        assertThat(log.lines())
                .singleElement()
                .asString()
                .startsWith("WARN settings cannot be changed while the service runs: no control socket file=" + path)
                .contains(cause);
    }

    private static boolean isAnswered(Path path) throws IOException {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** As a killed process does. */
    private void leaveSocketBehind() throws IOException {
        ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(path()));
        killed.close();
        assertThat(path()).exists();
    }

    @Test
    void onlyTheOwnerMayConnect() throws Exception {
        try (ControlServer server = listen()) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                    .isEqualTo("rw-------");
            assertThat(isAnswered(path())).isTrue();
            assertThat(folder.toFile().list()).containsExactly("control.sock");
            assertThat(server).isNotNull();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        leaveSocketBehind();
        try (ControlServer server = listen()) {
            assertThat(isAnswered(path())).isTrue();
            assertThat(server).isNotNull();
        }
    }

    @Test
    void anotherServicesSocketIsLeftAlone() throws Exception {
        try (ControlServer first = listen()) {
            assertRefused(path(), "another service or file is there already");
            assertThat(isAnswered(path())).isTrue();
            assertThat(first).isNotNull();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.writeString(path(), "mine");

        assertRefused(path(), "another service or file is there already");
        assertThat(path()).hasContent("mine");
    }

    @Test
    void closingDeletesOnlyItsOwnSocket() throws Exception {
        ControlServer first = listen();
        Files.delete(path());
        try (ControlServer second = listen()) {
            first.close();

            assertThat(isAnswered(path())).isTrue();
            assertThat(second).isNotNull();
        }
    }

    @Test
    void closingWorksIfTheFileIsGoneAlready() throws Exception {
        ControlServer server = listen();
        Files.delete(path());
        server.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsAnError() {
        assertRefused(folder.resolve("no/control.sock"), "cause=");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPathThatIsTooLongForTheSystemLeavesNothingBehind() throws Exception {
        Path deep = Files.createDirectory(folder.resolve("x".repeat(100)));

        assertRefused(deep.resolve("control.sock"), "too long");
        assertThat(deep).isEmptyDirectory();
    }
}
