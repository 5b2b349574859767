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

    /** As a killed process does. */
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
            assertThatThrownBy(() -> ControlSocket.open(path()))
                    .hasMessageContaining("another service or file is there already");
            assertThat(first.channel().isOpen()).isTrue();
            assertThat(isAnswered(path())).isTrue();
        }
    }

    @Test
    void aFileThatIsNoSocketIsLeftAlone() throws Exception {
        Files.writeString(path(), "mine");

        assertThatThrownBy(() -> ControlSocket.open(path()))
                .hasMessageContaining("another service or file is there already");
        assertThat(path()).hasContent("mine");
    }

    @Test
    void closingDeletesOnlyItsOwnSocket() throws Exception {
        ControlSocket first = ControlSocket.open(path());
        Files.delete(path());
        try (ControlSocket second = ControlSocket.open(path())) {
            first.close();

            assertThat(second.channel().isOpen()).isTrue();
            assertThat(isAnswered(path())).isTrue();
        }
    }

    @Test
    void closingWorksIfTheFileIsGoneAlready() throws Exception {
        ControlSocket socket = ControlSocket.open(path());
        Files.delete(path());
        socket.close();

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aMissingFolderIsAnError() {
        assertThatThrownBy(() -> ControlSocket.open(folder.resolve("no/control.sock")))
                .isInstanceOf(IOException.class);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aPathThatIsTooLongForTheSystemLeavesNothingBehind() throws Exception {
        Path deep = Files.createDirectory(folder.resolve("x".repeat(100)));

        assertThatThrownBy(() -> ControlSocket.open(deep.resolve("control.sock")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too long");
        assertThat(deep).isEmptyDirectory();
    }
}
