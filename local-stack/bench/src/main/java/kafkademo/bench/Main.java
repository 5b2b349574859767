package kafkademo.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import kafkademo.localstack.Artifacts;
import kafkademo.localstack.FreePorts;
import kafkademo.localstack.RunFolder;
import kafkademo.localstack.StackException;

/** Runs the selected measurements one after the other on one broker. Reports the figures as a table and as JSON. */
public final class Main {
    /** Estimated time for starting the broker and making the services' AOT caches. */
    private static final Duration START = Duration.ofSeconds(20);

    private Main() {}

    /** The argument is the project's root folder. Options are system properties. */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            run(Path.of(arguments[0]).toAbsolutePath().normalize(), System.out);
        } catch (BenchException | StackException e) {
            System.out.println(e.getMessage());
            System.exit(1);
        }
    }

    private static void run(Path root, PrintStream screen) throws InterruptedException {
        Options options = Options.from(System.getProperties());
        Map<String, Bench.Part> parts = parts(options);
        Artifacts artifacts = Artifacts.under(root);
        Map<String, String> machine = Machine.describe(artifacts.brokerClassPath());
        machine.put("JVM of a service next to a tool", String.join(" ", Bench.comparedOptions(artifacts.producer())));
        machine.put("JVM of a tool", String.join(" ", Bench.toolOptions(options)));
        announce(options, parts, machine, screen);

        List<Result> results = new ArrayList<>();
        RunFolder folder = RunFolder.create();
        FreePorts ports = new FreePorts();
        BenchBroker broker = new BenchBroker(artifacts, folder, ports);
        Jvms jvms = new Jvms(folder.path(), artifacts);
        AtomicBoolean closed = new AtomicBoolean();
        Runnable close = () -> {
            if (closed.compareAndSet(false, true)) {
                jvms.close();
                broker.close();
                folder.close();
            }
        };
        Runtime.getRuntime().addShutdownHook(new Thread(close, "bench-close"));
        try {
            broker.start();
            long end = System.nanoTime() + options.limit().toNanos();
            Bench bench = new Bench(root, options, artifacts, broker, jvms, ports, screen, results, end);
            jvms.makeCaches(bench.settings());
            for (Map.Entry<String, Bench.Part> part : parts.entrySet()) {
                screen.println("measuring " + part.getKey() + ", "
                        + words(part.getValue().estimate(options)));
                part.getValue().run(bench);
            }
        } catch (BenchException e) {
            // After a request to stop, failures are expected and not reported.
            if (!closed.get()) {
                throw e;
            }
            return;
        } finally {
            close.run();
        }
        screen.println();
        screen.println(Table.of(results));
        Path json = root.resolve("target/bench.json");
        Report.write(json, machine, options, results);
        screen.println("all figures: " + json);
    }

    private static Map<String, Bench.Part> parts(Options options) {
        Map<String, Bench.Part> parts = new LinkedHashMap<>();
        parts.put("startup", new StartupPart());
        parts.put("producer", new ProducerPart());
        parts.put("consumer", new ConsumerPart());
        parts.put("memory", new MemoryPart());
        parts.put("pacing", new PacingPart());
        parts.put("jmh", new JmhPart());
        parts.keySet().retainAll(options.parts());
        return parts;
    }

    private static void announce(
            Options options, Map<String, Bench.Part> parts, Map<String, String> machine, PrintStream screen) {
        machine.forEach((name, value) -> screen.println(name + ": " + value));
        Duration total =
                parts.values().stream().map(part -> part.estimate(options)).reduce(START, Duration::plus);
        screen.println("this takes " + words(total) + "; no round begins that would end after "
                + options.limit().toMinutes() + " min");
        if (Machine.load() > 0.5) {
            screen.println("the machine is busy with something else: the figures will be worth little");
        }
    }

    private static String words(Duration time) {
        return time.toSeconds() < 100
                ? "about " + time.toSeconds() + " s"
                : "about " + (time.toSeconds() + 30) / 60 + " min";
    }
}
