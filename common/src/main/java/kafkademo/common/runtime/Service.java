package kafkademo.common.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.log.Logging;
import kafkademo.common.log.Logs;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.SettingNames;
import kafkademo.common.settings.WrongClientPropertiesException;

/** The frame around a service's work: settings, logging, stopping, and the exit code that tells how it ended. */
public final class Service {
    /** Ended as asked. (After SIGTERM the JVM itself makes it 143, after SIGINT 130.) */
    public static final int OK = 0;

    /** Ended against its will. */
    public static final int FAILED = 1;

    /** Not started: a setting is wrong. */
    public static final int WRONG_SETTINGS = 2;

    /** Longer than any client may take to close (5 s), shorter than Compose waits before it kills (10 s). */
    private static final Duration STOP_BUDGET = Duration.ofSeconds(8);

    /** Reads a service's own settings. */
    @FunctionalInterface
    public interface SettingsReader<S> {
        S read(Environment environment);
    }

    /** A service's work: it returns when {@code stop} is requested and everything is closed. */
    @FunctionalInterface
    public interface Work<S> {
        void run(S settings, StopSignal stop, Logs logs);
    }

    private final String name;
    private final OutputStream out;
    private final PrintStream err;

    /**
     * @param name the service's name, as in Compose
     * @param err where wrong settings are said
     */
    public Service(String name, PrintStream err) {
        this(name, new FileOutputStream(FileDescriptor.out), err);
    }

    /** @param out takes the log lines */
    Service(String name, OutputStream out, PrintStream err) {
        this.name = name;
        this.out = out;
        this.err = err;
    }

    /**
     * Checks the settings, then does the work.
     *
     * @param arguments the command line: there must be nothing on it
     * @return the exit code
     */
    public <S> int run(String[] arguments, Map<String, String> variables, SettingsReader<S> reader, Work<S> work) {
        Logging.configure(variables.getOrDefault(SettingNames.LOG_LEVEL, Logging.DEFAULT_LEVEL));
        Environment environment = new Environment(variables);
        S settings;
        try {
            settings = read(arguments, environment, reader);
        } catch (InvalidSettingsException e) {
            return wrongSettings(e.problems());
        }
        AtomicReference<IOException> outputFailure = new AtomicReference<>();
        try (StopSignal stop = StopSignal.onShutdown(STOP_BUDGET)) {
            String format = variables.getOrDefault(SettingNames.LOG_FORMAT, Logging.DEFAULT_FORMAT);
            Logs logs = Logs.redirect(format, name, out, failure -> {
                outputFailure.set(failure);
                stop.request();
            });
            Log log = logs.named(name);
            try {
                environment
                        .suspects()
                        .forEach((variable, meant) -> log.warn(
                                "ignored an environment variable: did you mean " + meant + "?",
                                line -> line.add("name", variable)));
                work.run(settings, stop, logs);
                log.info("stopped");
                return outputFailure.get() == null ? OK : cannotLog(outputFailure.get());
            } catch (WrongClientPropertiesException e) {
                return wrongSettings(List.of(e.withoutSecrets(environment)));
            } catch (RuntimeException | OutOfMemoryError e) {
                log.error("ended against its will", e);
                return FAILED;
            } finally {
                logs.drain();
            }
        }
    }

    private <S> S read(String[] arguments, Environment environment, SettingsReader<S> reader)
            throws InvalidSettingsException {
        if (arguments.length > 0) {
            throw new InvalidSettingsException(List.of("unexpected argument " + LogLine.quoted(arguments[0])
                    + ": settings are environment variables, see README.md"));
        }
        S settings = reader.read(environment);
        environment.rejectIfAnyIsWrong();
        return settings;
    }

    private int wrongSettings(List<String> problems) {
        problems.forEach(problem -> err.println(name + ": " + problem));
        return WRONG_SETTINGS;
    }

    private int cannotLog(IOException failure) {
        err.println(name + ": cannot write to standard output: " + Causes.inWords(failure));
        return FAILED;
    }
}
