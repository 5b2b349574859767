package kafkademo.common.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The file that stands for the socket, and the socket behind it. */
final class ControlSocket implements AutoCloseable {
    /** What an address holds on Linux, less what the JDK keeps for itself. */
    static final int MAX_PATH_BYTES = 106;

    private final Path path;
    private final ServerSocketChannel channel;
    private final Object file;

    private ControlSocket(Path path, ServerSocketChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        this.file = identity(path);
    }

    /**
     * Makes the socket at {@code path}, in the place of one that nobody listens to any more.
     *
     * @throws IOException if that can't be, with a message for a person
     */
    static ControlSocket open(Path path) throws IOException {
        int length = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (length > MAX_PATH_BYTES) {
            throw new IOException("a socket's path has at most " + MAX_PATH_BYTES + " bytes, and this has " + length);
        }
        refuseToReplace(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            bind(channel, path);
            return new ControlSocket(path, channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** A killed process leaves its socket behind; nothing else at this place is ours to delete. */
    private static void refuseToReplace(Path path) throws IOException {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException e) {
            return;
        }
        if (!attributes.isOther()) {
            throw new FileAlreadyExistsException(path.toString(), null, "there is something else in its place");
        }
        if (isAnswered(path)) {
            throw new FileAlreadyExistsException(path.toString(), null, "another service listens there");
        }
    }

    private static boolean isAnswered(Path path) {
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Binds in a folder that only the owner can enter, and moves the socket when its own permissions are set: nobody else can
     * connect in between, and a socket that was left behind is replaced in one step.
     */
    private static void bind(ServerSocketChannel channel, Path path) throws IOException {
        // No longer than the final name, so that a path that fits is a path that works.
        Path folder = path.resolveSibling(".c" + Long.toString(System.nanoTime() & 0x3FFFFFFF, Character.MAX_RADIX));
        Path hidden = folder.resolve("s");
        Files.createDirectory(folder, ownerOnly(path, "rwx------"));
        try {
            channel.bind(UnixDomainSocketAddress.of(hidden));
            if (isPosix(path)) {
                Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rw-------"));
            }
            Files.move(hidden, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(hidden);
            Files.delete(folder);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path path, String permissions) {
        return isPosix(path)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }

    ServerSocketChannel channel() {
        return channel;
    }

    /** Closes the socket and deletes its file, unless another service has put its own there. */
    @Override
    public void close() throws IOException {
        channel.close();
        try {
            if (file != null && file.equals(identity(path))) {
                Files.delete(path);
            }
        } catch (NoSuchFileException e) {
            // Somebody has tidied up.
        }
    }

    private static Object identity(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey();
    }
}
