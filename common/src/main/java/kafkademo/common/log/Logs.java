package kafkademo.common.log;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** The logs of a service, all in one format and all written to one output. */
public final class Logs {
    private final LogOutput output;
    private final Log.Lines lines;

    private Logs(LogOutput output, Log.Lines lines) {
        this.output = output;
        this.lines = lines;
    }

    /**
     * Redirects standard output, and so every line of slf4j-simple, to {@code sink} in the chosen format. Call it after
     * {@link Logging#configure}.
     *
     * @param onFailure told once if the sink can't be written, because a pipe is closed for example
     */
    public static Logs redirect(
            LogFormat format, String serviceName, OutputStream sink, Consumer<IOException> onFailure) {
        LogOutput output = new LogOutput(sink, System::nanoTime, onFailure);
        if (format == LogFormat.TEXT) {
            Timestamps local = new Timestamps(System::currentTimeMillis, ZoneId.systemDefault());
            System.setOut(new LinePrinter(new StampedLines(output, local)));
            return new Logs(output, TextLine::new);
        }
        JsonLines json = new JsonLines(output, serviceName, new Timestamps(System::currentTimeMillis, ZoneOffset.UTC));
        System.setOut(new LinePrinter(json));
        return new Logs(output, (logger, level, message) -> new JsonLine(json, logger, level, message));
    }

    /** Returns the log whose lines carry {@code name}. */
    public Log named(String name) {
        return new Log(LoggerFactory.getLogger(name), lines);
    }

    /** Writes the lines that are still gathered: call it when a burst may have ended, and at the end. */
    public void drain() {
        output.drain();
    }
}
