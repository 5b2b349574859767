package kafkademo.common.log;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/** The logs of a service, all in one format and all written to one output. */
public final class Logs {
    private final LogOutput output;
    private final JsonLines json;

    private Logs(LogOutput output, JsonLines json) {
        this.output = output;
        this.json = json;
    }

    /**
     * Redirects standard output, and so every line of slf4j-simple, to {@code sink}. Call it after {@link Logging#configure}.
     *
     * @param format one of {@link Logging#FORMATS}
     * @param onFailure told once if the sink can't be written, because a pipe is closed for example
     */
    public static Logs redirect(String format, String serviceName, OutputStream sink, Consumer<IOException> onFailure) {
        LogOutput output = new LogOutput(sink, System::nanoTime, onFailure);
        if (format.equals(Logging.JSON)) {
            Timestamps utc = new Timestamps(System::currentTimeMillis, ZoneOffset.UTC);
            JsonLines json = new JsonLines(output, serviceName, utc);
            System.setOut(new Lines(sink, printed -> printed.lines().forEach(json::wrap)));
            return new Logs(output, json);
        }
        Timestamps local = new Timestamps(System::currentTimeMillis, ZoneId.systemDefault());
        System.setOut(new Lines(sink, line -> output.write(local.now() + ' ' + line + '\n')));
        return new Logs(output, null);
    }

    /** Hands on what slf4j-simple prints: a message as a text, each line of a stack trace as an object. */
    private static final class Lines extends PrintStream {
        private final Consumer<String> lines;

        Lines(OutputStream sink, Consumer<String> lines) {
            super(sink, true, StandardCharsets.UTF_8);
            this.lines = lines;
        }

        @Override
        public void println(String line) {
            lines.accept(line);
        }

        @Override
        public void println(Object line) {
            lines.accept(String.valueOf(line));
        }
    }

    /** Returns the log whose lines carry {@code name}. */
    public Log named(String name) {
        return new Log(LoggerFactory.getLogger(name), json);
    }

    /** Writes the lines that are still gathered: call it once a second, and at the end. */
    public void drain() {
        output.drain();
    }
}
