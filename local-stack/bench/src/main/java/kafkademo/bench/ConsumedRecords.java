package kafkademo.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Reads by JMX how many records the Kafka consumer in another JVM has returned, as counted by the client itself. */
final class ConsumedRecords implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ATTRIBUTE = "records-consumed-total";

    private final JMXConnector connector;
    private final MBeanServerConnection server;
    private final ObjectName anyClient;

    private ConsumedRecords(JMXConnector connector) throws IOException, MalformedObjectNameException {
        this.connector = connector;
        this.server = connector.getMBeanServerConnection();
        this.anyClient = new ObjectName("kafka.consumer:type=consumer-fetch-manager-metrics,client-id=*");
    }

    /** Returns the JVM options that allow JMX connections. */
    static List<String> jvmOptions(int port) {
        return List.of(
                "-Dcom.sun.management.jmxremote.port=" + port,
                "-Dcom.sun.management.jmxremote.rmi.port=" + port,
                "-Dcom.sun.management.jmxremote.host=127.0.0.1",
                "-Djava.rmi.server.hostname=127.0.0.1",
                "-Dcom.sun.management.jmxremote.authenticate=false",
                "-Dcom.sun.management.jmxremote.ssl=false");
    }

    /** Waits until the JVM answers. */
    static ConsumedRecords of(int port, Jvm jvm) throws InterruptedException {
        AtomicReference<ConsumedRecords> connected = new AtomicReference<>();
        Wait.until("JMX", LIMIT, jvm, () -> {
            try {
                JMXServiceURL url = new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + port + "/jmxrmi");
                connected.set(new ConsumedRecords(JMXConnectorFactory.connect(url)));
                return true;
            } catch (IOException e) {
                return false;
            } catch (MalformedObjectNameException e) {
                throw new IllegalStateException(e);
            }
        });
        return connected.get();
    }

    /** Returns the count, or 0 if there is no client yet. */
    long count() {
        try {
            Set<ObjectName> clients = server.queryNames(anyClient, null);
            double count = 0;
            for (ObjectName client : clients) {
                count += (double) server.getAttribute(client, ATTRIBUTE);
            }
            return (long) count;
        } catch (IOException | JMException e) {
            // The client is being created or closed. The caller knows whether the JVM is still running.
            return 0;
        }
    }

    @Override
    public void close() {
        try {
            connector.close();
        } catch (IOException e) {
            // The JVM has ended and closed the connection.
        }
    }
}
