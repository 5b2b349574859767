package kafkademo.common.runtime;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import kafkademo.common.control.ControlMain;
import kafkademo.common.control.ControlServer;
import kafkademo.common.control.Knob;
import kafkademo.common.control.Knobs;
import kafkademo.common.log.Causes;
import kafkademo.common.log.Log;
import kafkademo.common.log.LogLine;
import kafkademo.common.log.Logging;
import kafkademo.common.log.Logs;
import kafkademo.common.metrics.Bean;
import kafkademo.common.metrics.Beans;
import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.InvalidSettingsException;
import kafkademo.common.settings.ServiceSettings;
import kafkademo.common.settings.Setting;
import kafkademo.common.settings.SettingNames;
import kafkademo.common.settings.WrongClientPropertiesException;

/**
 * What both services do alike. They read the settings, say what they start with, keep house, listen for commands, wait for the
 * broker, work until they are told to stop, and close everything in order. The exit code tells how it ended.
 */
public final class Service {
    /** Ended as asked. (After SIGTERM the JVM itself makes it 143, after SIGINT 130.) */
    public static final int OK = 0;

    /** Ended against its will. */
    public static final int FAILED = 1;

    /** Not started: a setting is wrong. */
    public static final int WRONG_SETTINGS = 2;

    /** Longer than any client may take to close (5 s), shorter than Compose waits before it kills (10 s). */
    private static final Duration STOP_BUDGET = Duration.ofSeconds(8);

    private static final String NONE = "none";

    /** Names the scenario that is played on the stack. It changes nothing but the log and the metrics. */
    private static final Setting<String> SCENARIO =
            Setting.text("SCENARIO", text -> text.matches("[a-z0-9+-]{1,100}"), "the name of a scenario, or " + NONE);

    /** What is one service's own. */
    public interface Work {
        /** Adds the service's own settings to the line that says what it starts with. */
        void describe(LogLine startLine);

        /** The settings that can be changed while the service runs. */
        Knobs knobs();

        /** Works, once the broker is there. Returns when the stop is requested and everything is flushed and closed. */
        void run();

        /**
         * Whether the service has been healthy since the last call; asked once a second, from one thread. A service is healthy
         * while it gets something done or rightly has nothing to do. Done is a message that the broker has acknowledged, or a
         * record that was handled. A service that has work and gets none of it done is unhealthy, whatever the reason: no
         * broker, sends that all fail, a loop that is stuck.
         */
        boolean isHealthy();

        /** Writes the summary line. */
        void summarize();
    }

    /** Makes a service's work; it connects to nothing yet. */
    @FunctionalInterface
    public interface Factory<S> {
        Work create(S settings, StopSignal stop, BrokerGate gate, Log log);
    }

    private final String name;
    private final OutputStream out;
    private final PrintStream err;
    private final Path folder;

    /**
     * @param name the service's name, as in Compose
     * @param err where wrong settings are reported
     */
    public Service(String name, PrintStream err) {
        this(name, new FileOutputStream(FileDescriptor.out), err, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * @param out takes the log lines
     * @param folder where the heartbeat and the control socket are: {@code /tmp} in a container
     */
    Service(String name, OutputStream out, PrintStream err, Path folder) {
        this.name = name;
        this.out = out;
        this.err = err;
        this.folder = folder;
    }

    /**
     * Checks the settings, then does the work.
     *
     * @param arguments the command line, which must be empty
     * @param reader reads the service's own settings
     * @return the exit code
     */
    public <S extends ServiceSettings> int run(
            String[] arguments, Map<String, String> variables, Function<Environment, S> reader, Factory<S> factory) {
        Environment environment = new Environment(variables);
        Logging.configure(environment.value(SettingNames.LOG_LEVEL).orElse(Logging.DEFAULT_LEVEL));
        S settings;
        try {
            settings = read(arguments, environment, reader);
        } catch (InvalidSettingsException e) {
            return wrongSettings(e.problems());
        }
        AtomicReference<IOException> outputFailure = new AtomicReference<>();
        try (StopSignal stop = StopSignal.onShutdown(STOP_BUDGET)) {
            Logs logs = Logs.redirect(settings.common().logFormat(), name, out, failure -> {
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
                BrokerGate gate = new BrokerGate(settings.common().client(), stop, logs.named("broker"));
                work(factory.create(settings, stop, gate, log), settings.common(), gate, logs);
                log.info("stopped");
                return outputFailure.get() == null ? OK : cannotLog(outputFailure.get());
            } catch (WrongClientPropertiesException e) {
                return wrongSettings(List.of(e.withoutSecrets(environment)));
            } catch (RuntimeException | Error e) {
                log.error("ended against its will", e);
                return FAILED;
            } finally {
                logs.drain();
            }
        }
    }

    private static <S> S read(String[] arguments, Environment environment, Function<Environment, S> reader)
            throws InvalidSettingsException {
        if (arguments.length > 0) {
            environment.rejectArgument(arguments[0], "settings are environment variables, see README.md");
            environment.rejectIfAnyIsWrong();
        }
        S settings = reader.apply(environment);
        environment.rejectIfAnyIsWrong();
        return settings;
    }

    private void work(Work work, CommonSettings settings, BrokerGate gate, Logs logs) {
        Path socket = folder.resolve(ControlMain.SOCKET_NAME);
        logs.named(name).info("starting", line -> {
            line.add("broker", settings.client().brokers());
            work.describe(line);
            line.add("control", socket.toString());
        });
        Housekeeping housekeeping = new Housekeeping(
                folder.resolve("heartbeat"), work::isHealthy, work::summarize, logs::drain, logs.named("housekeeping"));
        Knob<String> scenario = work.knobs().add(SCENARIO, NONE);
        Beans.register(
                new Bean()
                        .with("Name", scenario::get)
                        .with("Running", () -> scenario.get().equals(NONE) ? 0 : 1),
                "scenario");
        ControlServer control = new ControlServer(work.knobs(), logs.named("control"));
        if (settings.jmxPort() != 0) {
            Beans.serve(settings.jmxPort());
        }
        // Closed in the reverse order: the last summary comes last.
        try (housekeeping;
                control) {
            housekeeping.start();
            control.listen(socket);
            if (gate.await()) {
                work.run();
            }
        }
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
