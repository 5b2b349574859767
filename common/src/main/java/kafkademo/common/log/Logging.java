package kafkademo.common.log;

import java.util.List;
import java.util.Map;

/** Sets up slf4j-simple, which reads its configuration from system properties when the first logger is made. */
public final class Logging {
    public static final List<String> LEVELS = List.of("trace", "debug", "info", "warn", "error");
    public static final String DEFAULT_LEVEL = "info";

    static final String JSON = "json";

    /** Text is for people, JSON for log collectors. */
    public static final List<String> FORMATS = List.of("text", JSON);

    public static final String DEFAULT_FORMAT = "text";

    private static final String PROPERTY = "org.slf4j.simpleLogger.";

    /**
     * Loggers that tell of a broken connection, a deleted topic, an offset out of range, wrong credentials or a missing right, again
     * with every try. The services report these themselves; the producer's sender also reports faults of its own.
     */
    private static final List<String> NOISY_LOGGERS = List.of(
            "org.apache.kafka.clients.Metadata",
            "org.apache.kafka.clients.NetworkClient",
            "org.apache.kafka.clients.admin.internals.AdminMetadataManager",
            "org.apache.kafka.clients.producer.internals.Sender",
            "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator",
            "org.apache.kafka.clients.consumer.internals.FetchCollector",
            "org.apache.kafka.clients.consumer.internals.SubscriptionState");

    private Logging() {}

    /**
     * Sets the level. Call it before touching any class of Kafka, since the first one makes a logger.
     *
     * @param level one of {@link #LEVELS}; any other counts as {@code info} until it is rejected with the other settings
     */
    public static void configure(String level) {
        String ownLevel = LEVELS.contains(level) ? level : DEFAULT_LEVEL;
        // At INFO, each client would print a page of its configuration.
        String kafkaLevel =
                Map.of("info", "warn", "debug", "info", "trace", "debug").getOrDefault(ownLevel, ownLevel);
        set("logFile", "System.out");
        set("defaultLogLevel", ownLevel);
        // Logs stamps the lines.
        set("showDateTime", "false");
        set("showThreadName", "false");
        set("log.org.apache.kafka", kafkaLevel);
        for (String logger : NOISY_LOGGERS) {
            String quiet = logger.endsWith(".Sender") ? "error" : "off";
            set("log." + logger, List.of("warn", "error").contains(kafkaLevel) ? quiet : kafkaLevel);
        }
    }

    /** Does the same for a command, whose standard output is its result: log lines go to standard error. */
    public static void configureForCommand(String level) {
        configure(level);
        set("logFile", "System.err");
        set("showDateTime", "true");
        set("dateTimeFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSXXX");
    }

    private static void set(String name, String value) {
        System.setProperty(PROPERTY + name, value);
    }
}
