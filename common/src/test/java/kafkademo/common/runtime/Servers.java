package kafkademo.common.runtime;

import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Small servers on the loopback interface that are no Kafka broker. */
final class Servers {
    private static final char[] PASSWORD = "changeit".toCharArray();

    private Servers() {}

    /** Something that listens until it is closed. */
    record Server(String address, Closeable closeable) implements Closeable {
        @Override
        public void close() throws IOException {
            closeable.close();
        }
    }

    /** Accepts connections, by way of its backlog, and says nothing. */
    static ServerSocket silent(String host) throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName(host));
    }

    static String addressOf(ServerSocket socket) {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getLocalPort();
    }

    static String closedAddress() throws IOException {
        try (ServerSocket socket = silent("127.0.0.1")) {
            return addressOf(socket);
        }
    }

    /** Does not even accept: its backlog is full, so that the kernel drops what else wants to connect. */
    static Server unreachable() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.3"));
        List<Closeable> all = new ArrayList<>(List.of(socket));
        boolean full = false;
        while (!full) {
            Socket client = new Socket();
            all.add(client);
            try {
                client.connect(socket.getLocalSocketAddress(), 200);
            } catch (IOException e) {
                full = true;
            }
        }
        return new Server(addressOf(socket), () -> {
            for (Closeable each : all) {
                each.close();
            }
        });
    }

    static Server http() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        // With a single thread it would go on waiting for the end of what the Kafka client has sent.
        ExecutorService threads = Executors.newCachedThreadPool();
        server.setExecutor(threads);
        server.start();
        return new Server("127.0.0.1:" + server.getAddress().getPort(), () -> {
            server.stop(0);
            threads.shutdownNow();
        });
    }

    /** Ends every connection at once. */
    static Server closing() throws IOException {
        return serving(silent("127.0.0.1"), client -> {});
    }

    /** Answers each connection with the same bytes. */
    static Server saying(byte[] answer) throws IOException {
        return serving(silent("127.0.0.1"), client -> client.getOutputStream().write(answer));
    }

    /** Speaks TLS with a certificate of its own. */
    static Server tls(Path folder) throws IOException, GeneralSecurityException, InterruptedException {
        Path store = folder.resolve("keys.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=127.0.0.1",
                        "-alias",
                        "server",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        "changeit")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        ServerSocket socket =
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        return serving(socket, client -> client.getInputStream().read());
    }

    @FunctionalInterface
    private interface Conversation {
        void hold(Socket client) throws IOException;
    }

    private static Server serving(ServerSocket socket, Conversation conversation) {
        Thread thread = new Thread(() -> {
            while (!socket.isClosed()) {
                try (Socket client = socket.accept()) {
                    conversation.hold(client);
                } catch (IOException e) {
                    // The client's end of it, or the test's.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new Server(addressOf(socket), socket);
    }
}
