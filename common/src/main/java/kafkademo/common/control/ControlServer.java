package kafkademo.common.control;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
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
    /** {@code control.sock} in the JVM's temporary folder, which is {@code /tmp} in a container. */
    public static final Path SOCKET = Path.of(System.getProperty("java.io.tmpdir"), ControlMain.SOCKET_NAME);

    /** How long a client may take. A request is one write, so only a client that hangs takes longer. */
    private static final long PATIENCE_MILLIS = 5_000;

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long JOIN_MILLIS = 500;

    private final Function<List<String>, List<String>> commands;
    private final long patienceMillis;
    private final Log log;
    private final Thread thread;
    private ControlSocket socket;
    private volatile SocketChannel current;

    public ControlServer(Knobs knobs, Log log) {
        this(new Commands(knobs, InstantSource.system())::answer, PATIENCE_MILLIS, log);
    }

    /** @param commands answers the lines of a request with those of its answer */
    ControlServer(Function<List<String>, List<String>> commands, long patienceMillis, Log log) {
        this.commands = commands;
        this.patienceMillis = patienceMillis;
        this.log = log;
        thread = new Thread(this::run, "control");
        thread.setDaemon(true);
    }

    /** Starts listening. If that fails, nothing is left behind, and the service runs without it. */
    public ControlServer listen(Path path) {
        return listen(path, Thread::start);
    }

    ControlServer listen(Path path, Consumer<Thread> starter) {
        try {
            socket = ControlSocket.open(path);
            starter.accept(thread);
        } catch (IOException | RuntimeException | OutOfMemoryError e) { // the last if no thread can be created
            close();
            log.warn(
                    "settings cannot be changed while the service runs: no control socket",
                    line -> line.add("file", path.toString()).add("cause", Causes.inWords(e)));
        }
        return this;
    }

    private void run() {
        while (socket.channel().isOpen()) {
            try (SocketChannel client = socket.channel().accept()) {
                current = client;
                if (socket.channel().isOpen()) { // else close() may have missed this client
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
        } catch (RuntimeException e) {
            log.error("a command failed", e);
            return List.of(Protocol.FAILED, "the service failed to do this; see its log");
        }
    }

    /** Stops listening and deletes the socket's file. */
    @Override
    public void close() {
        if (socket == null) {
            return;
        }
        try {
            socket.close();
            if (current != null) {
                hangUp(current);
            }
            thread.join(JOIN_MILLIS);
        } catch (IOException e) {
            log.debug("the control socket could not be closed", line -> line.add("cause", Causes.inWords(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
