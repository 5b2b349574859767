package kafkademo.common.metrics;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.rmi.registry.LocateRegistry;
import java.util.Map;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorServerFactory;
import javax.management.remote.JMXServiceURL;

/** Publishes MBeans in the domain {@code kafkademo}, named as Kafka names its own: first the type, then the subject. */
public final class Beans {
    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    private Beans() {}

    /**
     * Publishes a bean, in place of one with the same name.
     *
     * @param type the bean's type, for example {@code producer-topic}
     * @param keys the bean's subject, keys and values in turn, for example {@code topic, orders}
     */
    public static void register(Bean bean, String type, String... keys) {
        try {
            unregister(type, keys);
            SERVER.registerMBean(bean, name(type, keys));
        } catch (JMException e) {
            throw new IllegalArgumentException("cannot publish an MBean as " + type, e);
        }
    }

    /** Removes a bean, if there is one of that name. */
    public static void unregister(String type, String... keys) {
        try {
            ObjectName name = name(type, keys);
            if (SERVER.isRegistered(name)) {
                SERVER.unregisterMBean(name);
            }
        } catch (JMException e) {
            throw new IllegalArgumentException("cannot remove the MBean " + type, e);
        }
    }

    private static ObjectName name(String type, String... keys) throws JMException {
        // Tools such as JConsole build their tree in the order of this text; a Hashtable has none.
        StringBuilder name = new StringBuilder("kafkademo:type=").append(type);
        for (int at = 0; at < keys.length; at += 2) {
            String value = keys[at + 1];
            name.append(',').append(keys[at]).append('=');
            name.append(value.matches("[\\w.-]+") ? value : ObjectName.quote(value));
        }
        return new ObjectName(name.toString());
    }

    /**
     * Serves the beans over JMX on one TCP port of all interfaces until the process ends, without a password: open it on a private
     * network only. Without this port, only an agent inside the JVM or a tool that attaches to the process can read the beans.
     *
     * @throws UncheckedIOException if that fails, for example because the port is taken
     */
    public static void serve(int port) {
        try {
            // The server tells its clients to connect to this address; in a container, its neighbours can reach it.
            String host = InetAddress.getLocalHost().getHostAddress();
            System.setProperty("java.rmi.server.hostname", host);
            LocateRegistry.createRegistry(port);
            String rmi = "rmi://" + host + ":" + port;
            JMXServiceURL url = new JMXServiceURL("service:jmx:" + rmi + "/jndi/" + rmi + "/jmxrmi");
            JMXConnectorServerFactory.newJMXConnectorServer(url, Map.of(), SERVER)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen for JMX on port " + port, e);
        }
    }
}
