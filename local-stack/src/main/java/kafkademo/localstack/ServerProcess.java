package kafkademo.localstack;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What ZooKeeper and Kafka have in common: a class path, a properties file, a log file and restarts. */
final class ServerProcess {
    private static final Pattern FAILURE = Pattern.compile("^\\S+ \\S+ (ERROR|FATAL) .*");

    private static final String LOGGING = """
            log4j.rootLogger=INFO, out
            log4j.appender.out=org.apache.log4j.ConsoleAppender
            log4j.appender.out.layout=org.apache.log4j.PatternLayout
            log4j.appender.out.layout.ConversionPattern=%d{ISO8601} %p %c - %m%n
            log4j.logger.kafka.controller=WARN
            log4j.logger.state.change.logger=WARN
            log4j.logger.org.apache.zookeeper.server.ServerCnxn=FATAL
            """;

    private final String name;
    private final Artifacts artifacts;
    private final RunFolder folder;
    private final Consumer<String> failures;
    private Child child;

    /** Creates a server that is not running yet. Log lines that report a failure also go to {@code failures}. */
    ServerProcess(String name, Artifacts artifacts, RunFolder folder, Consumer<String> failures) {
        this.name = name;
        this.artifacts = artifacts;
        this.folder = folder;
        this.failures = failures;
    }

    /** Starts the main class with a file of these properties as its argument. Data from an earlier start is kept. */
    void start(List<String> jvmOptions, String mainClass, Map<String, String> properties) {
        try {
            Path logging = Files.writeString(folder.path().resolve("log4j.properties"), LOGGING);
            Path config = write(properties);
            List<String> options = new ArrayList<>(jvmOptions);
            options.add("-Dlog4j.configuration=" + logging.toUri());
            options.add("-Djava.io.tmpdir=" + folder.temporaryOf(name));
            options.add(ParentWatch.option(artifacts.parentWatch(), false, folder.path()));
            Map<String, String> environment = new HashMap<>(System.getenv());
            environment.put("CLASSPATH", artifacts.brokerClassPath());
            Consumer<String> log = log();
            child = Child.start(
                    name,
                    JavaCommand.deafToTerminal(JavaCommand.ofMain(options, mainClass, config)),
                    environment,
                    folder.path(),
                    log,
                    log);
        } catch (IOException e) {
            throw new StackException("can't prepare " + name + ": " + e.getMessage(), e);
        }
    }

    /** Returns the most recently started process. */
    Child child() {
        return child;
    }

    /** Returns the server's data folder. */
    Path data() {
        return folder.path().resolve(name);
    }

    private Path write(Map<String, String> properties) throws IOException {
        Properties content = new Properties();
        content.putAll(properties);
        Path file = folder.path().resolve(name + ".properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            content.store(writer, null);
        }
        return file;
    }

    private Consumer<String> log() throws IOException {
        Path file = folder.logs().resolve(name + ".log");
        BufferedWriter log = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return line -> {
            append(log, line);
            if (FAILURE.matcher(line).matches()) {
                failures.accept(line);
            }
        };
    }

    private static void append(BufferedWriter log, String line) {
        // Two pumps share the file. Each line is flushed so that tail -f shows it.
        synchronized (log) {
            try {
                log.write(line);
                log.newLine();
                log.flush();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
