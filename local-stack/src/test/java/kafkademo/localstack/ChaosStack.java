package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The four processes of a chaos run. The services reach the broker through a cable that can be cut. */
final class ChaosStack implements AutoCloseable {
    static final String GROUP = "chaos";

    /**
     * A line that follows the last one closely may wait for a second before it is written. With this time for each record, in
     * milliseconds, the consumer has written the line of a record before it commits the record, even if it is killed then.
     */
    static final int LEAST_DELAY_MS = 6;

    private static final Map<String, String> PRODUCER = Map.of(
            "MESSAGES_PER_SECOND", "40",
            // So short that requests are given up while the network is cut.
            "KAFKA_CLIENT_REQUEST_TIMEOUT_MS", "5000");

    private static final Map<String, String> CONSUMER = Map.of(
            "CONSUMER_GROUP", GROUP,
            "PROCESSING_DELAY_MS", String.valueOf(LEAST_DELAY_MS),
            "KAFKA_CLIENT_ISOLATION_LEVEL", "read_committed",
            "KAFKA_CLIENT_SESSION_TIMEOUT_MS", "3000",
            "KAFKA_CLIENT_HEARTBEAT_INTERVAL_MS", "500",
            "KAFKA_CLIENT_REQUEST_TIMEOUT_MS", "5000");

    /** A service from its start to its end. */
    record Life(String name, ServiceRun run) {}

    private final String address;
    private final Cable cable;
    private final TestBroker broker;
    private final List<Life> producers = new ArrayList<>();
    private final List<Life> consumers = new ArrayList<>();
    private final long seed;
    private Life producer;
    private Life consumer;

    /** Starts all four. */
    ChaosStack(long seed) {
        this.seed = seed;
        FreePorts ports = new FreePorts();
        int inner = ports.next();
        int outer = ports.next();
        address = "127.0.0.1:" + outer;
        cable = new Cable(outer, inner);
        broker = new TestBroker(direct -> Map.of(
                "listeners",
                "PLAINTEXT://" + direct + ",CABLE://127.0.0.1:" + inner,
                "advertised.listeners",
                "PLAINTEXT://" + direct + ",CABLE://" + address,
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,CABLE:PLAINTEXT",
                "inter.broker.listener.name",
                "PLAINTEXT",
                // Transactions that nobody ends are soon aborted.
                "transaction.abort.timed.out.transaction.cleanup.interval.ms",
                "1000"));
        broker.create(TestBroker.TOPICS);
        startProducer();
        startConsumer();
    }

    /** Returns the broker, which can be reached even while the cable is cut. */
    TestBroker broker() {
        return broker;
    }

    Cable cable() {
        return cable;
    }

    Life producer() {
        return producer;
    }

    Life consumer() {
        return consumer;
    }

    List<Life> producers() {
        return producers;
    }

    List<Life> consumers() {
        return consumers;
    }

    void startProducer() {
        // Each producer needs a seed of its own, since the seed determines the ids of the events.
        Map<String, String> more = Map.of("SEED", String.valueOf(seed * 1_000 + producers.size()));
        producer = new Life("producer-" + (producers.size() + 1), run(true, PRODUCER, more));
        producers.add(producer);
    }

    void startConsumer() {
        consumer = startSecondConsumer();
    }

    /** Starts a consumer that joins the one that there is. */
    Life startSecondConsumer() {
        Life life = new Life("consumer-" + (consumers.size() + 1), run(false, CONSUMER, Map.of()));
        consumers.add(life);
        return life;
    }

    private ServiceRun run(boolean isProducer, Map<String, String> settings, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putAll(more);
        environment.put("KAFKA_BROKER", address);
        return isProducer ? ServiceRun.producer(broker, environment) : ServiceRun.consumer(broker, environment);
    }

    /** Fails if one of the four processes has ended. */
    void requireAlive() {
        broker.process().requireAlive();
        broker.zooKeeperProcess().requireAlive();
        producer.run().process().requireAlive();
        consumer.run().process().requireAlive();
    }

    /** Stops a process with SIGSTOP. */
    static void freeze(Child child) {
        signal("STOP", child);
    }

    /** Lets a process go on that was frozen. */
    static void thaw(Child child) {
        signal("CONT", child);
    }

    private static void signal(String signal, Child child) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, String.valueOf(child.pid())).start();
            assertThat(kill.waitFor()).as("kill -%s", signal).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Changes settings of a running service. */
    void control(Life service, String... settings) {
        try {
            service.run().awaitLines("starting", 1);
            ControlRun control = ControlRun.of(broker, service.run(), settings);
            assertThat(control.exitCode()).as(control.output()).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes what the services have said, a file each, for whoever looks for the reason of a failure. */
    void save(Path folder) {
        try {
            Files.createDirectories(folder);
            for (List<Life> lives : List.of(producers, consumers)) {
                for (Life life : lives) {
                    Files.write(folder.resolve(life.name() + ".log"), life.run().output());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        producers.forEach(life -> life.run().close());
        consumers.forEach(life -> life.run().close());
        broker.close();
        cable.close();
    }
}
