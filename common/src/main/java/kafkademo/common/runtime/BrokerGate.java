package kafkademo.common.runtime;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import kafkademo.common.Topic;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.ClientSettings.Address;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;

/**
 * Holds a service back until the broker answers and the four topics exist. So neither service depends on the other's start, on
 * the broker's, or on a broker that creates topics by itself.
 */
public final class BrokerGate {
    private static final long TRY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A try ends before the next one is due, whatever the network does. */
    private static final int TRY_MILLIS = 4_800;

    private static final int CONNECT_MILLIS = 1_000;

    /** The Kafka client never says what is wrong, only that time is up; so it is not given all of it. */
    private static final int PROBE_AFTER_MILLIS = 2_000;

    private final ClientSettings client;
    private final StopSignal stop;
    private final Log log;
    private final Set<String> topics = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean ensuring = new AtomicBoolean();

    public BrokerGate(ClientSettings client, StopSignal stop, Log log) {
        this.client = client;
        this.stop = stop;
        this.log = log;
        topics.addAll(Topic.names());
    }

    /**
     * Creates a topic unless it exists, and from now on whenever it has gone missing. Waits for 5 s at most, and not once the
     * service is to stop.
     *
     * @return what is in the way, in words, or {@code null} if nothing is
     */
    public String ensureTopic(String topic) {
        topics.add(topic);
        return tryOnce();
    }

    /**
     * Tries every 5 s until the broker has answered about the topics or the service is to stop. Each failed try is one line.
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

    /**
     * Creates topics that have gone missing, on a thread of its own: the caller does not wait for the network. Does nothing while
     * an earlier call is at work. A failure is logged.
     */
    public void ensureTopics() {
        if (ensuring.compareAndSet(false, true)) {
            BrokerProbe.onThreadOfItsOwn(() -> {
                try {
                    String cause = tryOnce();
                    if (cause != null && !stop.isRequested()) {
                        log.warn(
                                "cannot look for missing topics",
                                line -> line.add("broker", client.brokers()).add("cause", cause));
                    }
                } catch (RuntimeException | Error e) {
                    log.error("cannot look for missing topics", e);
                } finally {
                    ensuring.set(false);
                }
            });
        }
    }

    /** Returns what is in the way, in words, or {@code null} if nothing is. */
    private String tryOnce() {
        Try now = new Try();
        StopSignal.Registration stopping = stop.onRequest(() -> now.outcome.complete("stopping"));
        try {
            return now.outcome.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof WrongClientPropertiesException wrong ? wrong : e;
        } finally {
            stopping.remove();
        }
    }

    /** Asks all bootstrap servers at the same time, so that a dead one does not hold up a live one. */
    private final class Try {
        /** What is in the way, in words, or {@code null} if nothing is. Its completion ends what is still under way. */
        private final CompletableFuture<String> outcome = new CompletableFuture<>();

        private final List<Address> addresses = client.addresses();
        private final Map<Address, String> causes = new ConcurrentHashMap<>();

        Try() {
            CompletableFuture.delayedExecutor(TRY_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> outcome.complete(inWords()));
            addresses.forEach(address -> BrokerProbe.onThreadOfItsOwn(() -> ask(address)));
        }

        private String inWords() {
            return addresses.stream()
                    .map(address -> (addresses.size() == 1 ? "" : address + " ")
                            + causes.getOrDefault(address, BrokerProbe.NO_ANSWER))
                    .collect(Collectors.joining("; "));
        }

        private void ask(Address address) {
            try {
                // The socket knows better than the Kafka client what is wrong, and costs less while nobody is there.
                String cause = BrokerProbe.whyUnusable(address, client.securityProtocol(), CONNECT_MILLIS);
                causes.put(address, cause == null ? createTopics(address) : cause);
                if (causes.size() == addresses.size()) {
                    outcome.complete(inWords());
                }
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            }
        }

        /** Creates missing topics by way of one bootstrap server, and returns why that failed. */
        private String createTopics(Address address) {
            Admin admin = WrongClientPropertiesException.whenMaking(() -> Admin.create(properties(address)));
            // At once, since an orderly close could wait for name resolution.
            outcome.whenComplete((cause, thrown) -> admin.close(Duration.ofMillis(1)));
            try {
                Set<String> existing = existing(admin, address);
                synchronized (this) {
                    if (!outcome.isDone()) {
                        TopicCreation.createMissing(admin, topics, existing, log);
                        outcome.complete(null);
                    }
                }
                return "answered";
            } catch (ExecutionException | TimeoutException | InterruptedException e) { // and then this thread ends
                return Causes.inWords(e);
            }
        }

        private Set<String> existing(Admin admin, Address address)
                throws InterruptedException, ExecutionException, TimeoutException {
            KafkaFuture<Set<String>> names = admin.listTopics().names();
            try {
                return names.get(PROBE_AFTER_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                String findings = BrokerProbe.findings(address, client.securityProtocol());
                if (findings != null) {
                    throw new TimeoutException(findings);
                }
                return names.get();
            }
        }

        private Map<String, Object> properties(Address address) {
            Map<String, Object> properties = client.properties(
                    Map.of(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false), AdminClientConfig.configDef());
            properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address.toString());
            // The user's timeouts are meant for the service's own client. A longer one would outlast a try, and a
            // request timeout alone would contradict ours.
            properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TRY_MILLIS);
            properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TRY_MILLIS);
            return properties;
        }
    }

    /** Returns {@code null} if a client may try any of the servers, else what is wrong with the last; each gets the time. */
    public static String whyUnreachable(ClientSettings client, int timeoutMillis) {
        String cause = null;
        for (Address address : client.addresses()) {
            cause = BrokerProbe.whyUnusable(address, client.securityProtocol(), timeoutMillis);
            if (cause == null) {
                return null;
            }
        }
        return cause;
    }
}
