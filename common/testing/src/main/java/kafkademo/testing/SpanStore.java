package kafkademo.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * Takes spans by OTLP over HTTP, as Jaeger does, and keeps them. {@link #main} runs it in a container in which there is nothing
 * but the JDK and this class: it gives all spans out again at port 16686, where Jaeger has its user interface. In
 * the same way it takes alerts from Alertmanager.
 *
 * <p>Several export requests one after the other are, in protobuf, one request with the spans of all of them.
 */
public final class SpanStore implements AutoCloseable {
    private static final String PATH = "/v1/traces";
    private static final String ALERTS = "/alerts";

    private final ByteArrayOutputStream requests = new ByteArrayOutputStream();
    private final HttpServer in;

    /** Listens on the loopback interface at a free port. */
    public SpanStore() {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), PATH);
    }

    private SpanStore(InetSocketAddress address, String path) {
        try {
            in = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        in.createContext(path, this::take);
        in.start();
    }

    public static void main(String[] arguments) throws IOException {
        // Not closed: they live as long as their container.
        SpanStore spans = new SpanStore(new InetSocketAddress(4318), PATH);
        SpanStore alerts = new SpanStore(new InetSocketAddress(9094), ALERTS);
        HttpServer out = HttpServer.create(new InetSocketAddress(16686), 0);
        out.createContext(PATH, spans::give);
        out.createContext(ALERTS, alerts::give);
        out.start();
    }

    /** Returns the address to which an agent has to send. */
    public String endpoint() {
        return "http://127.0.0.1:" + in.getAddress().getPort();
    }

    /** Returns the export requests so far, as one. */
    public synchronized byte[] requests() {
        return requests.toByteArray();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                requests.writeBytes(request);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] all = requests();
            exchange.sendResponseHeaders(200, all.length == 0 ? -1 : all.length);
            exchange.getResponseBody().write(all);
        }
    }

    @Override
    public void close() {
        in.stop(0);
    }
}
