package kafkademo.common.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/** A Unix domain socket and its file. */
final class ControlSocket implements AutoCloseable {
    private final Path path;
    private final ServerSocketChannel channel;

    /** Identifies our file; {@code null} if there is none. */
    private Object key;

    private ControlSocket(Path path, ServerSocketChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Listens at {@code path}, in place of an abandoned socket. If that fails, nothing is left behind.
     *
     * @throws IOException with a message for the user
     */
    static ControlSocket open(Path path) throws IOException {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !isAbandoned(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "another service or file is there already");
        }
        ControlSocket socket = new ControlSocket(path, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
        try {
            socket.bind();
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Whether this is a socket without a listener, such as a killed process leaves behind. */
    private static boolean isAbandoned(Path path) throws IOException {
        if (!attributes(path).isOther()) {
            return false;
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** Binds in a folder that only the owner can enter, and moves the socket once its own permissions are as strict. */
    private void bind() throws IOException {
        Path folder = Files.createTempDirectory(path.toAbsolutePath().getParent(), "");
        Path hidden = folder.resolve("s");
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden));
            if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
            }
            key = key(hidden);
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden);
            Files.delete(folder);
        }
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Closes the socket and deletes its file, unless another service has replaced it. */
    @Override
    public void close() throws IOException {
        channel.close();
        if (key != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS) && key.equals(key(path))) {
            Files.deleteIfExists(path);
        }
        key = null; // the next file may get the same
    }

    private static Object key(Path path) throws IOException {
        return attributes(path).fileKey();
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
}
