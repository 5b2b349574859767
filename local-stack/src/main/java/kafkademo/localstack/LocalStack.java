package kafkademo.localstack;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The four processes, started in order and stopped in reverse order.
 *
 * <p>The stack may be closed at any time from another thread, such as the JVM's shutdown hook, even while it is
 * starting. Nothing is started after closing has begun.
 */
final class LocalStack implements AutoCloseable {
    private static final Duration READY_LIMIT = Duration.ofSeconds(90);
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
    private static final long PROBE_INTERVAL_MS = 50;

    // The limits add up to less than the ten seconds that users are promised. A server that is killed loses only
    // throw-away data.
    private static final Duration SERVICES_LIMIT = Duration.ofMillis(6_500);
    private static final Duration KAFKA_LIMIT = Duration.ofMillis(2_000);
    private static final Duration ZOOKEEPER_LIMIT = Duration.ofMillis(700);

    private final Artifacts artifacts;
    private final Map<String, String> environment;
    private final Screen screen;
    private final Stopwatch age = new Stopwatch();

    private final Object lock = new Object();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<Child> services = new ArrayList<>();
    private RunFolder folder;
    private Child zooKeeper;
    private Child kafka;

    LocalStack(Artifacts artifacts, Map<String, String> environment, Screen screen) {
        this.artifacts = artifacts;
        this.environment = Map.copyOf(environment);
        this.screen = screen;
    }

    /**
     * Starts the processes, each one when the process that it depends on is ready.
     *
     * @throws CancellationException if closing has begun
     * @throws StackException if a process ends, or isn't ready in time
     */
    void start() throws InterruptedException {
        unlessClosing(() -> folder = RunFolder.create());
        String broker = ServiceProcess.brokerOf(environment);
        if (broker.isEmpty()) {
            broker = startBroker();
        } else {
            screen.say("using the broker at " + broker + " that KAFKA_BROKER names");
        }
        Map<String, String> settings = ServiceProcess.environment(environment, broker);
        startService("consumer", settings);
        startService("producer", settings);
        screen.say("all started after " + age + "; Ctrl-C ends them");
    }

    /**
     * Waits until closing begins or nobody reads the screen any more.
     *
     * @throws StackException if a process ends before that
     */
    void awaitEnd() {
        List<CompletableFuture<?>> ends = new ArrayList<>(List.of(screen.gone()));
        running().forEach(child -> ends.add(child.onExit()));
        CompletableFuture<?> end = CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new));
        end.join();
        if (closing.getCount() == 0 || screen.gone().isDone()) {
            return;
        }
        running().forEach(Child::requireAlive);
    }

    /**
     * Stops all processes and deletes the run's folder. If another thread is already closing, waits until it has
     * finished.
     */
    @Override
    public void close() {
        boolean first;
        synchronized (lock) {
            first = closing.getCount() > 0;
            closing.countDown();
        }
        if (!first) {
            awaitClosed();
            return;
        }
        try {
            stop();
        } finally {
            closed.countDown();
        }
    }

    private String startBroker() throws InterruptedException {
        FreePorts ports = new FreePorts();
        screen.say("logs of ZooKeeper and Kafka: " + folder.logs() + " (removed at the end)");

        ZooKeeperProcess keeper = new ZooKeeperProcess(artifacts, folder, ports.next(), failuresOf("zookeeper"));
        screen.say("starting ZooKeeper on " + keeper.address());
        unlessClosing(() -> {
            keeper.start();
            zooKeeper = keeper.child();
        });
        awaitReady("ZooKeeper", keeper.child(), keeper::isReady);

        KafkaProcess broker = new KafkaProcess(artifacts, folder, keeper, ports.next(), Map.of(), failuresOf("kafka"));
        screen.say("starting Kafka on " + broker.address());
        unlessClosing(() -> {
            broker.start();
            kafka = broker.child();
        });
        awaitReady("Kafka", broker.child(), broker::isReady);
        return broker.address();
    }

    private void startService(String name, Map<String, String> settings) {
        unlessClosing(() -> {
            Child service = ServiceProcess.start(
                    name.equals("producer") ? artifacts.producer() : artifacts.consumer(),
                    artifacts,
                    folder,
                    settings,
                    screen.of(name),
                    screen.of(name));
            services.add(service);
            screen.say("started the " + name + " (process " + service.pid() + ")");
        });
    }

    private void awaitReady(String name, Child child, BooleanSupplier ready) throws InterruptedException {
        Stopwatch waited = new Stopwatch();
        Duration report = REPORT_INTERVAL;
        while (!ready.getAsBoolean()) {
            if (closing.await(PROBE_INTERVAL_MS, TimeUnit.MILLISECONDS)) {
                throw new CancellationException();
            }
            child.requireAlive();
            if (waited.elapsed().compareTo(READY_LIMIT) > 0) {
                throw new StackException(name + " isn't ready after " + waited + "; its last lines:\n"
                        + String.join("\n", child.tail()));
            }
            if (waited.elapsed().compareTo(report) > 0) {
                screen.say("still waiting for " + name + " to answer after " + waited);
                report = report.plus(REPORT_INTERVAL);
            }
        }
        screen.say(name + " is ready after " + waited + " (process " + child.pid() + ")");
    }

    private void unlessClosing(Runnable action) {
        synchronized (lock) {
            if (closing.getCount() == 0) {
                throw new CancellationException();
            }
            action.run();
        }
    }

    /** While ZooKeeper and Kafka are stopping, their complaints are expected and not shown. */
    private Consumer<String> failuresOf(String name) {
        return line -> {
            if (closing.getCount() > 0) {
                screen.line(name, line);
            }
        };
    }

    private List<Child> running() {
        synchronized (lock) {
            List<Child> children = new ArrayList<>(services);
            if (kafka != null) {
                children.add(kafka);
                children.add(zooKeeper);
            }
            return children;
        }
    }

    private void stop() {
        Stopwatch taken = new Stopwatch();
        stop("producer and consumer", services, SERVICES_LIMIT);
        stop("Kafka", kafka == null ? List.of() : List.of(kafka), KAFKA_LIMIT);
        stop("ZooKeeper", zooKeeper == null ? List.of() : List.of(zooKeeper), ZOOKEEPER_LIMIT);
        if (folder != null) {
            folder.close();
        }
        screen.say("all ended after " + taken);
    }

    private void stop(String name, List<Child> children, Duration limit) {
        List<Child> alive = children.stream().filter(Child::isAlive).toList();
        if (alive.isEmpty()) {
            return;
        }
        screen.say("ending " + name);
        alive.forEach(Child::terminate);
        Stopwatch taken = new Stopwatch();
        for (Child child : alive) {
            Duration left = limit.minus(taken.elapsed());
            if (!child.awaitEnd(left.isNegative() ? Duration.ZERO : left)) {
                screen.say(child.name() + " didn't end within " + taken + " and was killed");
            }
        }
    }

    private void awaitClosed() {
        try {
            Duration limit =
                    SERVICES_LIMIT.plus(KAFKA_LIMIT).plus(ZOOKEEPER_LIMIT).multipliedBy(2);
            if (!closed.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                screen.say("gave up waiting for the end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
