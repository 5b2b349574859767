package kafkademo.consumer.reconcile;

import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongConsumer;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Logging;
import kafkademo.common.runtime.BrokerGate;
import kafkademo.common.runtime.Service;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.SettingNames;
import kafkademo.common.settings.WrongClientPropertiesException;
import kafkademo.consumer.fetch.BatchReader;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.LoggerFactory;

/** Entry point of the command. A signal ends it at once, since there is nothing to tidy up. */
public final class Reconcile {
    /** Its name on the command line. */
    public static final String NAME = "reconcile";

    private static final String HELP = """
            Usage: reconcile [--json] [--quiet]

            Compares the records of the four topics with the offsets that the consumer group has committed, and
            reports whether anything is lost, repeated or wrong. It only reads, and it does not ask the services.

              --json      print one JSON document instead of tables
              --quiet     print no progress on standard error
              -h, --help  print this help

            Settings are the consumer's environment variables, above all KAFKA_BROKER, CONSUMER_GROUP and
            KAFKA_CLIENT_*; see README.md. The value of NAME may be in a file, whose path is NAME_FILE.

            Exit codes:
              0  everything is explained
              1  there is a difference, or the logs could not be read
              2  an option or a setting is wrong""";

    private static final Set<String> OPTIONS = Set.of("--json", "--quiet");
    private static final int CONNECT_MILLIS = 10_000;

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
        Environment environment = new Environment(variables);
        Logging.configureForCommand(environment.value(SettingNames.LOG_LEVEL).orElse(Logging.DEFAULT_LEVEL));
        List<String> options = List.of(arguments);
        if (options.contains("--help") || options.contains("-h")) {
            return print(List.of(HELP), Service.OK);
        }
        try {
            Report report = reconcile(subject(reader, environment, options), options.contains("--quiet"));
            List<String> lines = options.contains("--json") ? List.of(report.toJson()) : TextReport.lines(report);
            return print(lines, report.explained() ? Service.OK : Service.FAILED);
        } catch (InvalidSettingsException e) {
            e.problems().forEach(this::say);
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

    /** @throws InvalidSettingsException with a line for each wrong option and setting */
    private static Subject subject(Function<Environment, Subject> reader, Environment environment, List<String> options)
            throws InvalidSettingsException {
        options.stream()
                .filter(option -> !OPTIONS.contains(option))
                .forEach(option -> environment.rejectArgument(
                        option,
                        "there are --json (one JSON document), --quiet (no progress) and --help;"
                                + " settings are environment variables, see README.md"));
        Subject subject = reader.apply(environment);
        environment.rejectIfAnyIsWrong();
        return subject;
    }

    private Report reconcile(Subject subject, boolean quiet) {
        ReadOnlyClient client = new ReadOnlyClient(subject.client(), subject.group());
        // The Kafka client would only say that it has timed out.
        String unreachable = BrokerGate.whyUnreachable(subject.client(), CONNECT_MILLIS);
        if (unreachable != null) {
            throw new CannotReconcileException(
                    "cannot reach the broker " + subject.client().brokers() + ": " + unreachable);
        }
        Consumer<byte[], byte[]> consumer = client.connect();
        try (BatchReader batches =
                new BatchReader(() -> BatchReader.connect(client.properties()), LogReader.MAX_IDLE_POLLS)) {
            Instant takenAt = Instant.now();
            List<Span> snapshot = Span.snapshot(consumer, LogReader.TIMEOUT);
            long length = snapshot.stream()
                    .mapToLong(span -> span.end() - span.start())
                    .sum();
            long memory = Runtime.getRuntime().maxMemory() / FINGERPRINTS_SHARE_OF_HEAP;
            Account account = new Account(snapshot, new Repeats(length, memory));
            LongConsumer progress = quiet ? read -> {} : new Progress(err, System::nanoTime, length);
            LogReader reader = new LogReader(consumer, batches, client::isCompacted, account, progress);
            snapshot.forEach(reader::read);
            return new Report(subject.group(), takenAt, snapshot, account, client.serviceReadsCommitted());
        } catch (KafkaException e) {
            throw new CannotReconcileException(
                    "cannot read from the broker " + subject.client().brokers() + ": " + Causes.inWords(e));
        } finally {
            consumer.close(CloseOptions.timeout(BatchReader.CLOSE_TIMEOUT));
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
