package kafkademo.common;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.Consumer;

/** Sets up slf4j-simple, which reads its configuration from system properties when the first logger is made. */
final class Logging {
    private static final String PROPERTY = "org.slf4j.simpleLogger.";

    /**
     * The Kafka client's own level for each of ours. Its INFO is a page of configuration per client, and its WARN repeats a
     * broken connection several times a second, which the services report themselves, once.
     */
    private static final Map<String, String> KAFKA_LEVELS =
            Map.of("error", "error", "warn", "warn", "info", "warn", "debug", "info", "trace", "debug");

    private static final String NETWORK_LOGGER = "org.apache.kafka.clients.NetworkClient";

    private Logging() {}

    /**
     * Sends standard output, and with it every log line, through a {@link LogOutput}.
     *
     * @param level one of {@code trace debug info warn error}
     */
    static LogOutput start(String level, Consumer<IOException> onFailure) {
        LogOutput output = new LogOutput(new FileOutputStream(FileDescriptor.out), System::nanoTime, onFailure);
        System.setOut(new PrintStream(output, false, StandardCharsets.UTF_8));
        set("logFile", "System.out");
        set("defaultLogLevel", level);
        set("showDateTime", "true");
        set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
        set("showThreadName", "false");
        String kafkaLevel = KAFKA_LEVELS.get(level);
        set("log.org.apache.kafka", kafkaLevel);
        set("log." + NETWORK_LOGGER, kafkaLevel.equals("warn") ? "error" : kafkaLevel);
        return output;
    }

    private static void set(String name, String value) {
        System.setProperty(PROPERTY + name, value);
    }
}
