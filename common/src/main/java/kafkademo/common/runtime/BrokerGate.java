package kafkademo.common.runtime;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.ClientSettings.Address;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

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

    /** An orderly close could wait for name resolution. */
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final ClientSettings client;
    private final StopSignal stop;
    private final Log log;
    private final AtomicBoolean ensuring = new AtomicBoolean();

    public BrokerGate(ClientSettings client, StopSignal stop, Log log) {
        this.client = client;
        this.stop = stop;
        this.log = log;
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
                String cause = tryOnce();
                if (cause != null && !stop.isRequested()) {
                    log.warn(
                            "cannot look for missing topics",
                            line -> line.add("broker", client.brokers()).add("cause", cause));
                }
                ensuring.set(false);
            });
        }
    }

    /**
     * Asks all bootstrap servers at the same time, so that a dead one does not hold up a live one.
     *
     * @return what is in the way, in words, or {@code null} if nothing is
     */
    private String tryOnce() {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Map<Address, CompletableFuture<String>> causes = new LinkedHashMap<>();
        for (Address address : client.addresses()) {
            causes.put(
                    address,
                    CompletableFuture.supplyAsync(() -> ask(address, outcome), BrokerProbe::onThreadOfItsOwn)
                            .whenComplete((cause, thrown) -> {
                                if (thrown != null) {
                                    outcome.completeExceptionally(thrown);
                                }
                            }));
        }
        CompletableFuture.allOf(causes.values().toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> outcome.complete(inWords(causes)));
        StopSignal.Registration stopping = stop.onRequest(() -> outcome.complete("stopping"));
        try {
            return outcome.get(TRY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return inWords(causes);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof WrongClientPropertiesException wrong
                    ? wrong
                    : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            stopping.remove();
            outcome.complete("over"); // ends what is still under way
        }
    }

    private static String inWords(Map<Address, CompletableFuture<String>> causes) {
        return causes.entrySet().stream()
                .map(entry -> (causes.size() == 1 ? "" : entry.getKey() + " ")
                        + entry.getValue().getNow(BrokerProbe.NO_ANSWER))
                .collect(Collectors.joining("; "));
    }

    /** Looks at the topics by way of one bootstrap server, and returns why that failed. */
    private String ask(Address address, CompletableFuture<String> outcome) {
        // The socket knows better than the Kafka client what is wrong, and costs less while nobody is there.
        String unreachable = BrokerProbe.whyUnreachable(address, CONNECT_MILLIS);
        if (unreachable != null) {
            return unreachable;
        }
        Map<String, Object> properties = properties(address);
        Admin admin = WrongClientPropertiesException.whenMaking(() -> Admin.create(properties));
        outcome.whenComplete((cause, thrown) -> admin.close(AT_ONCE));
        try {
            TopicCreation topics = new TopicCreation(admin, log);
            Set<String> missing = missing(topics, address, outcome);
            synchronized (outcome) {
                if (!outcome.isDone()) {
                    topics.create(missing);
                    outcome.complete(null);
                }
            }
            return "answered";
        } catch (ExecutionException e) {
            return Causes.inWords(e);
        } catch (TimeoutException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            admin.close(AT_ONCE);
        }
    }

    private Set<String> missing(TopicCreation topics, Address address, CompletableFuture<String> outcome)
            throws InterruptedException, ExecutionException, TimeoutException {
        try {
            return topics.missing(PROBE_AFTER_MILLIS);
        } catch (TimeoutException e) {
            String findings = outcome.isDone() ? null : BrokerProbe.findings(address, securityProtocol());
            if (findings != null) {
                throw new TimeoutException(findings);
            }
            return topics.missing(TRY_MILLIS);
        }
    }

    private String securityProtocol() {
        return client.overrides().getOrDefault(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT");
    }

    private Map<String, Object> properties(Address address) {
        Map<String, Object> properties = client.properties(
                Map.of(AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false), AdminClientConfig.configDef());
        properties.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address.toString());
        // The user's timeouts are meant for the service's own client. A longer one would outlast a try, and a request
        // timeout alone would contradict ours.
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TRY_MILLIS);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TRY_MILLIS);
        return properties;
    }

    /** Returns {@code null} if any of the bootstrap servers accepts a connection, else why the last one does not. */
    public static String whyUnreachable(ClientSettings client, Duration timeout) {
        String cause = null;
        for (Address address : client.addresses()) {
            cause = BrokerProbe.whyUnreachable(
                    address, (int) timeout.toMillis() / client.addresses().size());
            if (cause == null) {
                return null;
            }
        }
        return cause;
    }
}
