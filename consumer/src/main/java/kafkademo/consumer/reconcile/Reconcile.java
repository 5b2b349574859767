package kafkademo.consumer.reconcile;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Logging;
import kafkademo.common.runtime.BrokerGate;
import kafkademo.common.runtime.Service;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.SettingNames;
import kafkademo.common.settings.WrongClientPropertiesException;
import kafkademo.consumer.ConsumerSettings;
import kafkademo.consumer.decode.Decoder;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Entry point of the command. It ends with {@link Service#OK} if everything is explained, with {@link Service#FAILED} if there is
 * a difference or no account can be given, and with {@link Service#WRONG_SETTINGS}. A signal ends it at once, since there is
 * nothing to leave in order.
 */
public final class Reconcile {
    /** Its name on the command line. */
    public static final String NAME = "reconcile";

    /** How long the broker may take for one answer. */
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    /** The rest of the heap is for the records under way and the program itself. */
    private static final int ID_SHARE_OF_HEAP = 3;

    private final PrintStream out;
    private final PrintStream err;

    /**
     * @param out where the result goes, and nothing else
     * @param err where progress goes, and what prevents a result
     */
    public Reconcile(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Standard output in UTF-8, whatever the locale: JSON is. */
    public static PrintStream standardOutput() {
        return new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
    }

    /** Returns the exit code. */
    public int run(String[] arguments, Map<String, String> variables) {
        Logging.configureForCommand(variables.getOrDefault(SettingNames.LOG_LEVEL, Logging.DEFAULT_LEVEL));
        List<String> problems = new ArrayList<>();
        Options options = Options.from(arguments, problems);
        ConsumerSettings settings = settings(variables, problems);
        if (!problems.isEmpty()) {
            problems.forEach(this::say);
            return Service.WRONG_SETTINGS;
        }
        try {
            return print(reconcile(settings, options), options);
        } catch (WrongClientPropertiesException e) {
            say(e.getMessage());
            return Service.WRONG_SETTINGS;
        } catch (CannotReconcileException e) {
            say(e.getMessage());
            return Service.FAILED;
        } catch (KafkaException e) {
            say("cannot read from the broker " + settings.common().client().brokers() + ": " + Causes.inWords(e));
            return Service.FAILED;
        }
    }

    private static ConsumerSettings settings(Map<String, String> variables, List<String> problems) {
        Environment environment = new Environment(variables);
        ConsumerSettings settings = ConsumerSettings.from(environment);
        try {
            environment.rejectIfAnyIsWrong();
        } catch (InvalidSettingsException e) {
            problems.addAll(e.problems());
        }
        return settings;
    }

    private Report reconcile(ConsumerSettings settings, Options options) {
        ReadOnlyClient client = new ReadOnlyClient(settings);
        ClientSettings broker = settings.common().client();
        // The Kafka client would only say that it has timed out.
        String unreachable = BrokerGate.whyUnreachable(broker, TIMEOUT);
        if (unreachable != null) {
            throw new CannotReconcileException("cannot reach the broker " + broker.brokers() + ": " + unreachable);
        }
        ProgressDisplay.Mode mode = options.quiet() ? ProgressDisplay.Mode.NONE : ProgressDisplay.modeOfStandardError();
        Consumer<byte[], byte[]> consumer = client.connect();
        try {
            Instant takenAt = Instant.now();
            Account account = account(consumer, mode);
            account.explainGaps(GapCauses.asking(client::admin, TIMEOUT.toMillis()));
            return new Report(client.group(), takenAt, account);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }

    private Account account(Consumer<byte[], byte[]> consumer, ProgressDisplay.Mode mode) {
        Snapshot snapshot = Snapshot.take(consumer, TIMEOUT);
        Account account =
                new Account(snapshot, new Decoder(), Runtime.getRuntime().maxMemory() / ID_SHARE_OF_HEAP);
        ProgressDisplay progress =
                new ProgressDisplay(err, mode, System::nanoTime, snapshot.length(), account.passes());
        try {
            LogReader reader = new LogReader(consumer, TIMEOUT, System::nanoTime, progress::advance);
            reader.read(snapshot.spans(), account.first());
            for (int pass = 1; pass < account.passes(); pass++) {
                reader.read(snapshot.spans(), account.again(pass));
            }
            progress.end();
        } finally {
            progress.clear();
        }
        return account;
    }

    private int print(Report report, Options options) {
        if (options.json()) {
            out.println(JsonReport.document(report));
        } else {
            TextReport.lines(report).forEach(out::println);
        }
        if (out.checkError()) {
            say("cannot write to standard output");
            return Service.FAILED;
        }
        return report.isExplained() ? Service.OK : Service.FAILED;
    }

    private void say(String problem) {
        err.println(NAME + ": " + problem);
    }
}
