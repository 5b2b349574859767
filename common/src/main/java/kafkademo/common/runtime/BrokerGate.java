package kafkademo.common.runtime;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * Holds a service back until the broker answers and the four topics exist, so that neither service depends on the other's
 * start, on the broker's, or on the broker creating topics by itself.
 */
public final class BrokerGate {
    private static final long TRY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A try must end before the next one is due, and early enough for a stop in the middle of it. */
    private static final Duration TRY_TIMEOUT = Duration.ofSeconds(3);

    private final ClientSettings client;
    private final StopSignal stop;
    private final Log log;

    public BrokerGate(ClientSettings client, StopSignal stop, Log log) {
        this.client = client;
        this.stop = stop;
        this.log = log;
    }

    /**
     * Tries every 5 s, with one line a failed try, until the broker has answered about the topics or the service is to stop.
     *
     * @return whether the broker has answered; {@code false} means that the service is to stop
     * @throws WrongClientPropertiesException if no Kafka client can be made of the settings
     */
    public boolean await() {
        while (!stop.isRequested()) {
            long started = System.nanoTime();
            String cause = tryOnce();
            if (cause == null) {
                return true;
            }
            if (!stop.isRequested()) {
                log.warn(
                        "waiting for the broker",
                        line -> line.add("broker", client.brokers())
                                .add("cause", cause)
                                .add("next_try_s", TimeUnit.NANOSECONDS.toSeconds(TRY_EVERY_NANOS)));
                stop.await(TRY_EVERY_NANOS - (System.nanoTime() - started));
            }
        }
        return false;
    }

    /** Looks once whether the topics are there and creates the missing ones. A failure is logged, not thrown. */
    public void ensureTopics() {
        String cause = tryOnce();
        if (cause != null && !stop.isRequested()) {
            log.warn(
                    "cannot look for missing topics",
                    line -> line.add("broker", client.brokers()).add("cause", cause));
        }
    }

    /** Returns what is in the way, in words, or {@code null} if nothing is. */
    private String tryOnce() {
        // The Kafka client says "timed out" whatever the reason; the socket knows better, and costs less while nobody
        // is there.
        String unreachable = whyUnreachable(client, TRY_TIMEOUT);
        if (unreachable != null) {
            return unreachable;
        }
        int timeoutMillis = (int) TRY_TIMEOUT.toMillis();
        Map<String, Object> properties = client.properties(
                Map.of(
                        AdminClientConfig.CLIENT_ID_CONFIG,
                        "topics",
                        AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false),
                AdminClientConfig.configDef());
        // Not the user's, which are meant for the service's own client: a longer one would outlast a try, and a request
        // timeout alone would contradict ours.
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeoutMillis);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeoutMillis);
        try (Admin admin = WrongClientPropertiesException.whenMaking(() -> Admin.create(properties))) {
            StopSignal.Registration registration = stop.onRequest(() -> admin.close(Duration.ZERO));
            try {
                return new TopicCreation(admin, log).createMissing();
            } finally {
                registration.remove();
            }
        }
    }

    /** Returns {@code null} if any of the bootstrap servers accepts a connection, else why the last one does not. */
    public static String whyUnreachable(ClientSettings client, Duration timeout) {
        String cause = null;
        List<ClientSettings.Address> addresses = client.addresses();
        for (ClientSettings.Address address : addresses) {
            InetSocketAddress resolved = new InetSocketAddress(address.host(), address.port());
            try (Socket socket = new Socket()) {
                if (resolved.isUnresolved()) {
                    throw new UnknownHostException(address.host());
                }
                socket.connect(resolved, (int) timeout.toMillis() / addresses.size());
                return null;
            } catch (IOException e) {
                cause = Causes.inWords(e);
            }
        }
        return cause;
    }
}
