package kafkademo.common.log;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes log lines as JSON objects. Our own lines, each a {@link JsonLine}, are objects from the start. Other lines are printed
 * text: slf4j-simple writes the Kafka client's as {@code LEVEL logger - text}, and the text becomes the message of an object.
 * Any other line, such as one of a stack trace, becomes an object with the level and logger of the line before.
 */
final class JsonLines extends OutputStream {
    private static final Pattern LINE = Pattern.compile("(TRACE|DEBUG|INFO|WARN|ERROR) (\\S+) - (.*)", Pattern.DOTALL);

    private final LogOutput output;
    private final String serviceName;
    private final Timestamps timestamps;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream(512);
    private String level = "INFO";
    private String logger = "stdout";

    JsonLines(LogOutput output, String serviceName, Timestamps timestamps) {
        this.output = output;
        this.serviceName = serviceName;
        this.timestamps = timestamps;
    }

    /** Begins an object: all that every line has. */
    void begin(StringBuilder text, String ofLevel, String ofLogger, String message) {
        text.append("{\"@timestamp\":\"").append(timestamps.now());
        text.append("\",\"log.level\":\"").append(ofLevel);
        text.append("\",\"log.logger\":");
        Quoted.append(text, ofLogger, Integer.MAX_VALUE);
        text.append(",\"service.name\":\"").append(serviceName);
        text.append("\",\"message\":");
        Quoted.append(text, message, Integer.MAX_VALUE);
    }

    /** Ends the object and writes it. */
    void end(StringBuilder text) {
        byte[] bytes = text.append("}\n").toString().getBytes(StandardCharsets.UTF_8);
        output.write(bytes, 0, bytes.length);
        output.flush();
    }

    /** Takes a byte of printed text. */
    @Override
    public synchronized void write(int b) {
        if (b != '\n') {
            printed.write(b);
            return;
        }
        String message = printed.toString(StandardCharsets.UTF_8);
        printed.reset();
        Matcher matcher = LINE.matcher(message);
        if (matcher.matches()) {
            level = matcher.group(1);
            logger = matcher.group(2);
            message = matcher.group(3);
        }
        StringBuilder text = new StringBuilder(256);
        begin(text, level, logger, message);
        end(text);
    }

    @Override
    public void flush() {
        output.flush();
    }
}
