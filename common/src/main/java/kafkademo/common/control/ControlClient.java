package kafkademo.common.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Puts one request to the service. */
final class ControlClient {
    private ControlClient() {}

    /**
     * Sends the request and returns the answer.
     *
     * @throws UsageException if the request or the path is too long
     * @throws IOException if there is no service or no answer, with a message for a person
     */
    static String ask(String socket, String request) throws UsageException, IOException {
        byte[] bytes = request.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > Protocol.MAX_REQUEST) {
            throw new UsageException("that is too much at once");
        }
        try (SocketChannel channel = connect(socket)) {
            IOException sending = send(channel, bytes);
            String answer = receive(channel);
            if (answer.isEmpty()) {
                throw new IOException("the service has ended without an answer", sending);
            }
            return answer;
        }
    }

    private static SocketChannel connect(String socket) throws UsageException, IOException {
        Path path;
        UnixDomainSocketAddress address;
        try {
            path = Path.of(socket);
            address = UnixDomainSocketAddress.of(path);
        } catch (InvalidPathException e) {
            throw new UsageException("that is no path: ".concat(socket));
        }
        if (socket.getBytes(StandardCharsets.UTF_8).length > ControlSocket.MAX_PATH_BYTES) {
            throw new UsageException(
                    ("a socket's path has at most " + ControlSocket.MAX_PATH_BYTES + " bytes: ").concat(socket));
        }
        try {
            return SocketChannel.open(address);
        } catch (IOException e) {
            String why = !Files.exists(path)
                    ? "there is no "
                    : Files.isWritable(path) ? "nobody listens at " : "permission denied: ";
            throw new IOException("the service is not there: ".concat(why).concat(socket), e);
        }
    }

    /** A service that is too busy answers without reading, so a failure to send is no reason not to listen. */
    private static IOException send(SocketChannel channel, byte[] bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return null;
        } catch (IOException e) {
            return e;
        }
    }

    private static String receive(SocketChannel channel) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (true) {
                if (selector.select(Protocol.PATIENCE_MILLIS) == 0) {
                    throw new IOException("the service is there, but doesn't answer");
                }
                selector.selectedKeys().clear();
                if (!readMore(channel, buffer, answer)) {
                    return answer.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }

    /** Whether there may be more. A connection that breaks after the answer has told all there was to tell. */
    private static boolean readMore(SocketChannel channel, ByteBuffer buffer, ByteArrayOutputStream answer) {
        try {
            int read = channel.read(buffer);
            answer.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            return read >= 0;
        } catch (IOException e) {
            return false;
        }
    }
}
