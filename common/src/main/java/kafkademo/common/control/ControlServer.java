package kafkademo.common.control;

import java.io.IOException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;

/**
 * Listens for commands on a Unix domain socket, with one thread that sleeps while there are none. Clients may be as many, as slow
 * and as confused as they like: each has a few seconds and a few kilobytes, only a handful are heard at a time, and the service's
 * own work never waits for any of them.
 */
public final class ControlServer implements AutoCloseable {
    /** {@code control.sock} in the JVM's temporary folder, {@code /tmp} in a container. */
    public static final Path SOCKET = Path.of(System.getProperty("java.io.tmpdir"), ControlMain.SOCKET_NAME);

    static final int MAX_CLIENTS = 8;

    /** How long it takes to try again after a client could not be let in, for example for want of file descriptors. */
    private static final long ACCEPT_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long JOIN_MILLIS = 500;

    private static final List<String> BUSY =
            List.of(Protocol.FAILED, "the service is listening to " + MAX_CLIENTS + " others already, try again");
    private static final List<String> BROKEN = List.of(Protocol.FAILED, "the service could not do it, see its log");

    private final Function<List<String>, List<String>> commands;
    private final long patienceNanos;
    private final Log log;

    /** Clients that are being heard, each with its {@link ControlSession} attached; of the server's thread alone. */
    private final Set<SelectionKey> sessions = new HashSet<>();

    private ControlSocket socket;
    private Selector selector;
    private Thread thread;

    public ControlServer(Knobs knobs, Log log) {
        this(new Commands(knobs, InstantSource.system())::answer, Protocol.PATIENCE_MILLIS, log);
    }

    /** @param commands makes an answer of a request */
    ControlServer(Function<List<String>, List<String>> commands, long patienceMillis, Log log) {
        this.commands = commands;
        this.patienceNanos = TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        this.log = log;
    }

    /** Starts listening. If that can't be, it is said once: a service without it works as it was started. */
    public ControlServer listen(Path path) {
        try {
            socket = ControlSocket.open(path);
            socket.channel().configureBlocking(false);
            selector = Selector.open();
            socket.channel().register(selector, SelectionKey.OP_ACCEPT);
            thread = new Thread(this::run, "control");
            thread.setDaemon(true);
            thread.start();
        } catch (IOException | UnsupportedOperationException e) {
            log.warn(
                    "settings cannot be changed while the service runs: no control socket",
                    line -> line.add("file", path.toString()).add("cause", Causes.inWords(e)));
        }
        return this;
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::serve, millisUntilSomebodyIsLate());
                dismissTheLate();
            }
        } catch (ClosedSelectorException e) {
            // The end, as asked.
        } catch (IOException | RuntimeException e) {
            log.error(
                    "control has ended: settings cannot be changed any more",
                    line -> line.add("cause", Causes.inWords(e)));
        } finally {
            // A closed selector lets go of its channels but leaves them open, and their clients waiting.
            List.copyOf(sessions).forEach(this::dismiss);
        }
    }

    private void serve(SelectionKey key) {
        if (key.isAcceptable()) {
            accept();
        } else if (((ControlSession) key.attachment()).advance(this::answer)) {
            dismiss(key);
        }
    }

    private void accept() {
        try {
            SocketChannel client = socket.channel().accept();
            if (client == null) {
                return; // gone again
            }
            client.configureBlocking(false);
            if (sessions.size() == MAX_CLIENTS) {
                ControlSession.turnAway(client, BUSY);
            } else {
                admit(client);
            }
        } catch (IOException e) {
            log.debug("a client could not be let in", line -> line.add("cause", Causes.inWords(e)));
            LockSupport.parkNanos(ACCEPT_AGAIN_NANOS);
        }
    }

    private void admit(SocketChannel client) throws IOException {
        try {
            SelectionKey key = client.register(selector, SelectionKey.OP_READ);
            key.attach(new ControlSession(key, System.nanoTime() + patienceNanos));
            sessions.add(key);
        } catch (ClosedSelectorException e) {
            ControlSession.close(client);
            throw e;
        }
    }

    /** A fault of ours must not end the thread: the next command may fare better. */
    private List<String> answer(List<String> request) {
        try {
            return commands.apply(request);
        } catch (RuntimeException e) {
            log.error("a command failed", e);
            return BROKEN;
        }
    }

    private long millisUntilSomebodyIsLate() {
        long soonest = Long.MAX_VALUE;
        for (SelectionKey key : sessions) {
            soonest = Math.min(soonest, ((ControlSession) key.attachment()).nanosLeft(System.nanoTime()));
        }
        // To select, 0 is for ever.
        return soonest == Long.MAX_VALUE ? 0 : TimeUnit.NANOSECONDS.toMillis(Math.max(0, soonest)) + 1;
    }

    private void dismissTheLate() {
        for (SelectionKey key : List.copyOf(sessions)) {
            if (((ControlSession) key.attachment()).nanosLeft(System.nanoTime()) <= 0) {
                dismiss(key);
            }
        }
    }

    private void dismiss(SelectionKey key) {
        sessions.remove(key);
        ControlSession.close((SocketChannel) key.channel());
    }

    /** Stops listening, and takes the socket's file away. */
    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        try {
            selector.close();
            thread.join(JOIN_MILLIS);
            socket.close();
        } catch (IOException e) {
            log.debug("the control socket could not be closed", line -> line.add("cause", Causes.inWords(e)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
