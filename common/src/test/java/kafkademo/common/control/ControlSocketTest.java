package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {
    @TempDir
    private Path folder;

    private Path path() {
        return folder.resolve("control.sock");
    }

    private static boolean isAnswered(Path path) throws IOException {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a killed process leaves. */
    private void leaveSocketBehind() throws IOException {
        ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        killed.bind(UnixDomainSocketAddress.of(path()));
        killed.close();
        assertThat(path()).exists();
    }

    @Test
    void onlyTheOwnerMayConnect() throws Exception {
        ControlSocket socket = ControlSocket.open(path());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path())))
                .isEqualTo("rw-------");
        assertThat(isAnswered(path())).isTrue();
        assertThat(folder.toFile().list()).containsExactly("control.sock");

        socket.close();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aStaleSocketIsReplaced() throws Exception {
        leaveSocketBehind();
        try (ControlSocket socket = ControlSocket.open(path())) {
            assertThat(socket.channel().isOpen()).isTrue();
            assertThat(isAnswered(path())).isTrue();
        }
    }

    @Test
    void anotherServicesSocketIsLeftAlone() throws Exception {
        try (ControlSocket first = ControlSocket.open(path())) {
            assertThatThrownBy(() -> ControlSocket.open(path())).hasMessageContaining("another service listens there");
            assertThat(first.channel().isOpen()).isTrue();
            assertThat(isAnswered(path())).isTrue();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.writeString(path(), "mine");

        assertThatThrownBy(() -> ControlSocket.open(path())).hasMessageContaining("something else in its place");
        assertThat(path()).hasContent("mine");
    }

    @Test
    void closingDeletesNoSocketButItsOwn() throws Exception {
        ControlSocket first = ControlSocket.open(path());
        Files.delete(path());
        try (ControlSocket second = ControlSocket.open(path())) {
            first.close();

            assertThat(second.channel().isOpen()).isTrue();
            assertThat(isAnswered(path())).isTrue();
        }
    }

    @Test
    void closingAfterSomebodyHasTidiedUpIsFine() throws Exception {
        ControlSocket socket = ControlSocket.open(path());
        Files.delete(path());
        socket.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void thePathMayBeAsLongAsTheSystemAllows() throws Exception {
        Path longest = folder.resolve("x".repeat(106 - folder.toString().length() - 1));
        try (ControlSocket socket = ControlSocket.open(longest)) {
            assertThat(socket.channel().isOpen()).isTrue();
            assertThat(isAnswered(longest)).isTrue();
        }
        Path tooLong = longest.resolveSibling(longest.getFileName() + "x");
        assertThatThrownBy(() -> ControlSocket.open(tooLong))
                .hasMessage("a socket's path has at most 106 bytes, and this has 107");
    }

    @Test
    void aFolderThatIsNotThereIsAnError() {
        assertThatThrownBy(() -> ControlSocket.open(folder.resolve("no/control.sock")))
                .isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }
}
