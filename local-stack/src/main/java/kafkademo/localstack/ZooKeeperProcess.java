package kafkademo.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A single ZooKeeper server. */
public final class ZooKeeperProcess {
    private static final String MAIN_CLASS = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    // No run is long enough for the optimizing compiler to pay off. forceSync would wait for a disk whose content is
    // thrown away.
    private static final List<String> JVM =
            List.of("-Xms32m", "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Dzookeeper.forceSync=no");
    private static final int TIMEOUT_MS = 1_000;

    private final ServerProcess server;
    private final int port;

    /** Creates a server that is not running yet. Log lines that report a failure also go to {@code failures}. */
    public ZooKeeperProcess(Artifacts artifacts, RunFolder folder, int port, Consumer<String> failures) {
        this.server = new ServerProcess("zookeeper", artifacts, folder, failures);
        this.port = port;
    }

    /** Starts the server without waiting until it {@link #isReady()}. */
    public void start() {
        server.start(JVM, MAIN_CLASS, properties(port, server.data()));
    }

    /** Returns the server's process. */
    public Child child() {
        return server.child();
    }

    /** Returns the host and port for clients. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Returns whether the server answers. Its process stays up even after its main thread has died. */
    public boolean isReady() {
        return ask("srvr").contains("Mode: standalone");
    }

    /** Returns whether a session that is still alive holds this ephemeral node. */
    boolean isHeld(String node) {
        return ask("dump").lines().anyMatch(line -> line.strip().equals(node));
    }

    static Map<String, String> properties(int port, Path data) {
        return Map.of(
                "dataDir", data.toString(),
                "clientPort", String.valueOf(port),
                "clientPortAddress", "127.0.0.1",
                // The shortest session lasts two ticks. A killed broker's node stays that long.
                "tickTime", "1000",
                "admin.enableServer", "false",
                "4lw.commands.whitelist", "srvr,dump");
    }

    private String ask(String word) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
