package kafkademo.composetests;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * Takes spans as Jaeger does, by OTLP over HTTP at port 4318, and gives all of them out again at port 16686, where Jaeger has
 * its user interface. Runs in a container of its own, in which there is nothing but the JDK.
 *
 * <p>Several export requests one after the other are, in protobuf, one request with the spans of all of them.
 */
final class SpanStore {
    private static final String PATH = "/v1/traces";

    private final ByteArrayOutputStream requests = new ByteArrayOutputStream();

    private SpanStore() {}

    public static void main(String[] arguments) throws IOException {
        SpanStore store = new SpanStore();
        HttpServer in = HttpServer.create(new InetSocketAddress(4318), 0);
        in.createContext(PATH, store::take);
        in.start();
        HttpServer out = HttpServer.create(new InetSocketAddress(16686), 0);
        out.createContext(PATH, store::give);
        out.start();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] request = exchange.getRequestBody().readAllBytes();
            synchronized (this) {
                requests.write(request);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private void give(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] all;
            synchronized (this) {
                all = requests.toByteArray();
            }
            exchange.sendResponseHeaders(200, all.length == 0 ? -1 : all.length);
            exchange.getResponseBody().write(all);
        }
    }
}
