package kafkademo.common.log;

import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes log lines for collectors: one JSON object per line. The frame has the names of the Elastic Common Schema
 * ({@code @timestamp}, {@code log.level}, {@code message}, {@code trace.id}), which Elastic, Datadog and others know. Where
 * OpenTelemetry's semantic conventions name what a field is about ({@code messaging.*}, {@code error.type}), the field has that
 * name, as the schema has adopted them. OpenTelemetry's own log format would nest everything in {@code attributes}, which only
 * its collector unpacks.
 */
final class JsonLines {
    private static final Pattern PRINTED = Pattern.compile("([A-Z]+) (\\S+) - (.*)", Pattern.DOTALL);

    private final LogOutput output;
    private final String serviceName;
    private final Timestamps timestamps;
    private String level = "INFO";
    private String logger = "stdout";

    JsonLines(LogOutput output, String serviceName, Timestamps timestamps) {
        this.output = output;
        this.serviceName = serviceName;
        this.timestamps = timestamps;
    }

    void write(String ofLevel, String ofLogger, String message, Consumer<LogLine> fields) {
        StringBuilder object = new StringBuilder(512).append("{\"@timestamp\":\"");
        object.append(timestamps.now()).append("\",\"log.level\":\"").append(ofLevel);
        object.append("\",\"log.logger\":");
        Quoted.append(object, ofLogger, Integer.MAX_VALUE);
        object.append(",\"service.name\":\"").append(serviceName).append("\",\"message\":");
        Quoted.append(object, message, Integer.MAX_VALUE);
        fields.accept(LogLine.json(object));
        output.write(object.append("}\n").toString());
    }

    /**
     * Wraps a line of another library, which slf4j-simple prints as {@code LEVEL logger - text}. Any other line, such as one of a
     * stack trace, has the level and logger of the line before.
     */
    synchronized void wrap(String printed) {
        Matcher matcher = PRINTED.matcher(printed);
        boolean matches = matcher.matches();
        if (matches) {
            level = matcher.group(1);
            logger = matcher.group(2);
        }
        write(level, logger, matches ? matcher.group(3) : printed, line -> {});
    }
}
