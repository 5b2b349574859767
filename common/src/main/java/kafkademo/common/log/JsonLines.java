package kafkademo.common.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns the lines that slf4j-simple writes, {@code LEVEL logger - text}, into one JSON object each. A {@link LogLine} brings
 * its members with it; any other text (the Kafka client's) becomes the message. What is no such line, a stack trace's, say,
 * becomes an object of its own with the level of the line before.
 */
final class JsonLines extends OutputStream {
    /** What a text begins with that consists of JSON members; no other text does. */
    static final char MEMBERS = '\u001e';

    private static final Pattern LINE = Pattern.compile("(TRACE|DEBUG|INFO|WARN|ERROR) (\\S+) - (.*)", Pattern.DOTALL);
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final OutputStream sink;
    private final String serviceName;
    private final Clock clock;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);
    private String level = "INFO";
    private String logger = "stdout";

    JsonLines(OutputStream sink, String serviceName, Clock clock) {
        this.sink = sink;
        this.serviceName = serviceName;
        this.clock = clock;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        if (b == '\n') {
            sink.write(toJson(line.toString(StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
            line.reset();
        } else {
            line.write(b);
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
        for (int at = offset; at < offset + count; at++) {
            write(bytes[at]);
        }
    }

    private String toJson(String text) {
        Matcher matcher = LINE.matcher(text);
        String message = text;
        if (matcher.matches()) {
            level = matcher.group(1);
            logger = matcher.group(2);
            message = matcher.group(3);
        }
        String members = message.isEmpty() || message.charAt(0) != MEMBERS
                ? LogLine.of(LogFormat.JSON, message).toString().substring(1)
                : message.substring(1);
        return "{\"@timestamp\":\"" + TIMESTAMP.format(clock.instant())
                + "\",\"log.level\":\"" + level
                + "\",\"log.logger\":\"" + LogLine.escaped(logger)
                + "\",\"service.name\":\"" + serviceName + "\","
                + members + "}\n";
    }

    @Override
    public synchronized void flush() throws IOException {
        sink.flush();
    }
}
