package kafkademo.common.log;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/**
 * The log of one part of a service. A line is a message, which is fixed text of ours, and the fields that belong to it:
 * {@code log.info("created topic", line -> line.add("topic", name))}. Fields are asked for only if the level is enabled.
 */
public final class Log {
    private static final Consumer<LogLine> NO_FIELDS = line -> {};

    private final Logger logger;
    private final JsonLines json;

    /** Returns a log that writes text lines to {@code logger}. A service gets its logs from {@link Logs}. */
    public Log(Logger logger) {
        this(logger, null);
    }

    /** @param json takes the lines, or {@code null} for text */
    Log(Logger logger, JsonLines json) {
        this.logger = logger;
        this.json = json;
    }

    public boolean isEnabled(Level level) {
        return logger.isEnabledForLevel(level);
    }

    public void error(String message, Consumer<LogLine> fields) {
        write(Level.ERROR, message, fields);
    }

    /** Writes an error line with the cause in words; the stack trace, which takes many lines, follows at level debug. */
    public void error(String message, Throwable thrown) {
        error(
                message,
                line -> line.add("cause", Causes.inWords(thrown))
                        .add("exception", thrown.getClass().getName()));
        logger.debug(message, thrown);
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

    private void write(Level level, String message, Consumer<LogLine> fields) {
        if (!isEnabled(level)) {
            return;
        }
        if (json != null) {
            json.write(level.name(), logger.getName(), message, fields);
            return;
        }
        LogLine line = LogLine.text(message);
        fields.accept(line);
        switch (level) {
            case ERROR -> logger.error(line.toString());
            case WARN -> logger.warn(line.toString());
            case INFO -> logger.info(line.toString());
            default -> logger.debug(line.toString());
        }
    }
}
