package kafkademo.common.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;

/**
 * Answers requests on a Unix domain socket, one client at a time, on a thread of its own. A client that is slow or sends too much
 * is cut off; the others wait for their turn in the socket's backlog.
 */
public final class ControlServer implements AutoCloseable {
    /** How long a client may take. A request is one write, so only a client that hangs takes longer. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long JOIN_MILLIS = 500;

    private final Function<List<String>, List<String>> commands;
    private final long patienceMillis;
    private final Log log;
    private final Thread thread;
    private Path path;
    private ServerSocketChannel channel;

    /** Identifies our file; {@code null} if there is none. */
    private Object fileKey;

    private volatile SocketChannel current;

    public ControlServer(Knobs knobs, Log log) {
        this(new Commands(knobs)::answer, PATIENCE_MILLIS, log);
    }

    /** @param commands answers the lines of a request with those of its answer */
    ControlServer(Function<List<String>, List<String>> commands, long patienceMillis, Log log) {
        this.commands = commands;
        this.patienceMillis = patienceMillis;
        this.log = log;
        thread = new Thread(this::run, "control");
        thread.setDaemon(true);
    }

    /**
     * Starts listening, in place of an abandoned socket. If that fails, nothing is left behind, and the service runs without it.
     */
    public ControlServer listen(Path file) {
        return listen(file, Thread::start);
    }

    ControlServer listen(Path file, Consumer<Thread> starter) {
        path = file;
        try {
            bind();
            starter.accept(thread);
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // the last if no thread can be created
            close();
            log.warn(
                    "settings cannot be changed while the service runs: no control socket",
                    line -> line.add("file", path.toString()).add("cause", Causes.inWords(e)));
        }
        return this;
    }

    private void bind() throws IOException {
        if (isAbandoned()) {
            Files.deleteIfExists(path);
        } else if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(path.toString(), null, "another service or file is there already");
        }
        channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        channel.bind(UnixDomainSocketAddress.of(path));
        fileKey = attributes().fileKey();
        if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
        }
    }

    /** Whether there is a socket without a listener, such as a killed process leaves behind. */
    private boolean isAbandoned() throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS) || !attributes().isOther()) {
            return false;
        }
        try {
            SocketChannel.open(UnixDomainSocketAddress.of(path)).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private void run() {
        while (channel.isOpen()) {
            try (SocketChannel client = channel.accept()) {
                current = client;
                if (channel.isOpen()) { // else close() may have missed this client
                    CompletableFuture.delayedExecutor(patienceMillis, TimeUnit.MILLISECONDS)
                            .execute(() -> hangUp(client));
                    serve(client);
                }
            } catch (IOException e) {
                log.debug("lost a control client", line -> line.add("cause", Causes.inWords(e)));
                // Without a pause, a lack of file descriptors would keep this thread spinning.
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    private void hangUp(SocketChannel client) {
        try {
            client.close();
        } catch (IOException e) {
            log.debug("a control client could not be hung up on", line -> line.add("cause", Causes.inWords(e)));
        }
    }

    private void serve(SocketChannel client) throws IOException {
        ByteBuffer answer = StandardCharsets.UTF_8.encode(String.join("\n", answer(client)) + "\n");
        while (answer.hasRemaining()) {
            client.write(answer);
        }
    }

    private List<String> answer(SocketChannel client) throws IOException {
        ByteBuffer request = ByteBuffer.allocate(Protocol.MAX_REQUEST_BYTES);
        String text = "";
        while (!text.equals(Protocol.END) && !text.endsWith("\n" + Protocol.END)) {
            if (client.read(request) <= 0) {
                return List.of(Protocol.REFUSED, request.hasRemaining() ? "incomplete request" : "request too long");
            }
            text = new String(request.array(), 0, request.position(), StandardCharsets.UTF_8);
        }
        List<String> lines = text.lines().toList();
        try {
            return commands.apply(lines.subList(0, lines.size() - 1));
        } catch (RuntimeException | Error e) {
            log.error("a command failed", e);
            return List.of(Protocol.FAILED, "the service failed to do this; see its log");
        }
    }

    /** Stops listening and deletes the socket's file, unless another service has replaced it. */
    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
            if (current != null) {
                hangUp(current);
            }
            if (fileKey != null
                    && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
                    && fileKey.equals(attributes().fileKey())) {
                Files.deleteIfExists(path);
            }
            fileKey = null; // the next file may get the same
            thread.join(JOIN_MILLIS);
        } catch (IOException e) {
            log.debug("the control socket could not be closed", line -> line.add("cause", Causes.inWords(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
