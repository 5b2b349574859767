package kafkademo.common.log;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * The log of one part of a service. A line is a message, which is fixed text of ours, and the fields that belong to it:
 * {@code log.info("created topic", line -> line.add("topic", name))}. Fields are asked for only if the level is enabled.
 */
public final class Log {
    /** Begins lines in the format of the service. */
    @FunctionalInterface
    interface Lines {
        LogLine begin(Logger logger, Level level, String message);
    }

    private static final Consumer<LogLine> NO_FIELDS = line -> {};

    private final Logger logger;
    private final Lines lines;

    /** Returns a log that writes text lines to {@code logger}. A service gets its logs from {@link Logs}. */
    public Log(Logger logger) {
        this(logger, TextLine::new);
    }

    Log(Logger logger, Lines lines) {
        this.logger = logger;
        this.lines = lines;
    }

    public boolean isEnabled(Level level) {
        return logger.isEnabledForLevel(level);
    }

    public void error(String message) {
        write(Level.ERROR, message, NO_FIELDS);
    }

    public void error(String message, Consumer<LogLine> fields) {
        write(Level.ERROR, message, fields);
    }

    /** Writes the message and then the stack trace, which takes many lines. */
    public void error(String message, Throwable thrown) {
        logger.error(message, thrown);
    }

    public void warn(String message) {
        write(Level.WARN, message, NO_FIELDS);
    }

    public void warn(String message, Consumer<LogLine> fields) {
        write(Level.WARN, message, fields);
    }

    public void info(String message) {
        write(Level.INFO, message, NO_FIELDS);
    }

    public void info(String message, Consumer<LogLine> fields) {
        write(Level.INFO, message, fields);
    }

    public void debug(String message, Consumer<LogLine> fields) {
        write(Level.DEBUG, message, fields);
    }

    /** Writes the message and then the stack trace, which takes many lines. */
    public void debug(String message, Throwable thrown) {
        logger.debug(message, thrown);
    }

    private void write(Level level, String message, Consumer<LogLine> fields) {
        if (isEnabled(level)) {
            LogLine line = lines.begin(logger, level, message);
            fields.accept(line);
            line.write();
        }
    }
}
