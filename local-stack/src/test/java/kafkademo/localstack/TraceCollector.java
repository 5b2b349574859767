package kafkademo.localstack;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Takes what an agent exports by OTLP over HTTP, on the loopback interface and a free port, and looks for ids in it. */
final class TraceCollector implements AutoCloseable {
    private final StringBuilder received = new StringBuilder();
    private final HttpServer server;

    TraceCollector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/traces", this::take);
        server.start();
    }

    /** Where an agent has to send to. */
    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Whether a span of this trace has arrived that has this id: in protobuf, fields 1 and 2, 16 and 8 bytes. */
    synchronized boolean hasSpan(String traceId, String spanId) {
        return received.indexOf(binary("0a10" + traceId + "1208" + spanId)) >= 0;
    }

    /** Whether a span of this trace has arrived that has this parent: field 4, after an id of its own and no trace state. */
    synchronized boolean hasChild(String traceId, String parentId) {
        String trace = binary("0a10" + traceId + "1208");
        String parent = binary("2208" + parentId);
        int idLength = 8;
        for (int at = received.indexOf(trace); at >= 0; at = received.indexOf(trace, at + 1)) {
            int end = at + trace.length() + idLength;
            if (received.indexOf(parent, end) == end) {
                return true;
            }
        }
        return false;
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                received.append(new String(body, StandardCharsets.ISO_8859_1));
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    /** One character for each byte. */
    private static String binary(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
