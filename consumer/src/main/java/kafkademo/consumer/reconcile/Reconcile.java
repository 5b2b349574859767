package kafkademo.consumer.reconcile;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Logging;
import kafkademo.common.runtime.BrokerGate;
import kafkademo.common.runtime.Service;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.SettingNames;
import kafkademo.common.settings.WrongClientPropertiesException;
import kafkademo.consumer.decode.Decoder;
import kafkademo.consumer.fetch.BatchReader;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;

/**
 * Entry point of the command. A signal ends it at once, since there is nothing to tidy up.
 */
public final class Reconcile {
    /** Its name on the command line. */
    public static final String NAME = "reconcile";

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

    /** The fingerprints take at most half of the heap; the records under way and the program itself need the rest. */
    private static final int FINGERPRINTS_SHARE_OF_HEAP = 2;

    /**
     * What is reconciled.
     *
     * @param client how to reach the broker
     * @param group the group whose committed offsets say what is handled
     */
    public record Subject(ClientSettings client, String group) {}

    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out takes the result, and nothing else
     * @param err takes the progress, and the reason if there is no result
     */
    public Reconcile(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs the command.
     *
     * @param reader reads the service's settings
     * @return {@link Service#OK} if everything is explained, {@link Service#FAILED} if there is a difference or no result, and
     *     {@link Service#WRONG_SETTINGS}
     */
    public int run(String[] arguments, Map<String, String> variables, Function<Environment, Subject> reader) {
        Logging.configureForCommand(variables.getOrDefault(SettingNames.LOG_LEVEL, Logging.DEFAULT_LEVEL));
        List<String> problems = new ArrayList<>();
        Options options = Options.from(arguments, problems);
        if (options.help()) {
            return print(List.of(Options.HELP), Service.OK);
        }
        Environment environment = new Environment(variables);
        try {
            Subject subject = subject(reader, environment, problems);
            if (problems.isEmpty()) {
                return report(subject, options);
            }
            problems.forEach(this::say);
            return Service.WRONG_SETTINGS;
        } catch (WrongClientPropertiesException e) {
            say(e.withoutSecrets(environment));
            return Service.WRONG_SETTINGS;
        } catch (CannotReconcileException e) {
            say(e.getMessage());
        } catch (RuntimeException | Error e) {
            say("unexpected error: " + e.getClass().getSimpleName() + ": " + Causes.inWords(e));
            LoggerFactory.getLogger(NAME).debug("unexpected error", e);
        }
        return Service.FAILED;
    }

    private static Subject subject(
            Function<Environment, Subject> reader, Environment environment, List<String> problems) {
        Subject subject = reader.apply(environment);
        try {
            environment.rejectIfAnyIsWrong();
        } catch (InvalidSettingsException e) {
            problems.addAll(e.problems());
        }
        return subject;
    }

    private int report(Subject subject, Options options) {
        Report report = reconcile(subject, options.quiet());
        List<String> lines = options.json() ? List.of(report.toJson()) : TextReport.lines(report);
        return print(lines, report.explained() ? Service.OK : Service.FAILED);
    }

    private Report reconcile(Subject subject, boolean quiet) {
        ReadOnlyClient client = new ReadOnlyClient(subject.client(), subject.group());
        // The Kafka client would only say that it has timed out.
        String unreachable = BrokerGate.whyUnreachable(subject.client(), CONNECT_TIMEOUT);
        if (unreachable != null) {
            throw new CannotReconcileException(
                    "cannot reach the broker " + subject.client().brokers() + ": " + unreachable);
        }
        Consumer<byte[], byte[]> consumer = client.connect();
        try (BatchReader batches = new BatchReader(client::connectForSingleBatches, LogReader.MAX_IDLE_POLLS)) {
            Instant takenAt = Instant.now();
            Snapshot snapshot = Snapshot.take(consumer, LogReader.TIMEOUT);
            Repeats repeats =
                    new Repeats(snapshot.length(), Runtime.getRuntime().maxMemory() / FINGERPRINTS_SHARE_OF_HEAP);
            Account account = new Account(snapshot, new Decoder(), repeats);
            Progress progress = new Progress(quiet ? NOWHERE : err, System::nanoTime, snapshot.length());
            LogReader reader = new LogReader(consumer, batches, client::isCompacted, progress::advance);
            snapshot.spans().forEach(span -> reader.read(span, account.firstReading(span)));
            if (repeats.areThere()) {
                snapshot.spans().forEach(span -> reader.read(span, account.secondReading(span)));
            }
            return Report.of(subject.group(), takenAt, account, client.serviceReadsCommitted());
        } catch (KafkaException e) {
            throw new CannotReconcileException(
                    "cannot read from the broker " + subject.client().brokers() + ": " + Causes.inWords(e));
        } finally {
            ReadOnlyClient.close(consumer);
        }
    }

    private int print(List<String> lines, int exitCode) {
        lines.forEach(out::println);
        if (out.checkError()) {
            say("cannot write to standard output");
            return Service.FAILED;
        }
        return exitCode;
    }

    private void say(String problem) {
        err.println(NAME + ": " + problem);
    }
}
