package kafkademo.common.log;

import java.math.BigDecimal;
import org.slf4j.Logger;
import org.slf4j.event.Level;

/** A line for people: the message, then {@code key=value} pairs in logfmt. slf4j-simple puts level and logger before it. */
final class TextLine extends LogLine {
    TextLine(Logger logger, Level level, String message) {
        super(logger, level);
        text.append(message);
    }

    @Override
    void key(String key) {
        text.append(' ').append(key).append('=');
    }

    @Override
    void plain(String value) {
        text.append(value);
    }

    @Override
    void whole(String key, long value) {
        text.append(value);
    }

    @Override
    void decimal(BigDecimal value) {
        text.append(value.toPlainString());
    }

    @Override
    void write() {
        String line = text.toString();
        switch (level) {
            case ERROR -> logger.error(line);
            case WARN -> logger.warn(line);
            case INFO -> logger.info(line);
            default -> logger.debug(line);
        }
    }
}
