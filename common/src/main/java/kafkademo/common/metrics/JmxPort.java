package kafkademo.common.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.rmi.registry.LocateRegistry;
import java.rmi.registry.Registry;
import java.rmi.server.UnicastRemoteObject;
import java.util.Map;
import javax.management.remote.JMXConnectorServer;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;

/**
 * Serves the beans over JMX on one TCP port, without a password: open it on a private network only. Without this port, only an
 * agent inside the JVM or a tool that attaches to the process can read the beans.
 */
public final class JmxPort implements AutoCloseable {
    private final Registry registry;
    private final JMXConnectorServer server;
    private final Log log;

    private JmxPort(Registry registry, JMXConnectorServer server, Log log) {
        this.registry = registry;
        this.server = server;
        this.log = log;
    }

    /**
     * Listens on all interfaces.
     *
     * @param port 1 to 65535, or 0 not to listen at all
     * @throws UncheckedIOException if that fails, for example because the port is taken
     */
    public static JmxPort open(int port, Log log) {
        if (port == 0) {
            return new JmxPort(null, null, log);
        }
        try {
            return listen(port, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for JMX on port " + port, e);
        }
    }

    private static JmxPort listen(int port, Log log) throws IOException {
        // The server tells its clients to connect to this address; in a container, its neighbours can reach it.
        String host = InetAddress.getLocalHost().getHostAddress();
        System.setProperty("java.rmi.server.hostname", host);
        Registry registry = LocateRegistry.createRegistry(port);
        try {
            JMXConnectorServer server = JMXConnectorServerFactory.newJMXConnectorServer(
                    new JMXServiceURL(
                            "service:jmx:rmi://" + host + ":" + port + "/jndi/rmi://" + host + ":" + port + "/jmxrmi"),
                    Map.of(),
                    ManagementFactory.getPlatformMBeanServer());
            server.start();
            return new JmxPort(registry, server, log);
        } catch (IOException e) {
            UnicastRemoteObject.unexportObject(registry, true);
            throw e;
        }
    }

    @Override
    public void close() {
        if (server == null) {
            return;
        }
        try {
            server.stop();
            UnicastRemoteObject.unexportObject(registry, true);
        } catch (IOException e) {
            log.warn("the JMX port was not closed cleanly", line -> line.add("cause", Causes.inWords(e)));
        }
    }
}
