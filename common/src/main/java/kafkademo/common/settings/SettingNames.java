package kafkademo.common.settings;

import java.util.List;

/** The names of the settings, which are environment variables. */
public final class SettingNames {
    public static final String KAFKA_BROKER = "KAFKA_BROKER";
    public static final String MESSAGES_PER_SECOND = "MESSAGES_PER_SECOND";
    public static final String ERROR_RATE = "ERROR_RATE";
    public static final String FAULT_WEIGHTS = "FAULT_WEIGHTS";
    public static final String TOPIC_WEIGHTS = "TOPIC_WEIGHTS";
    public static final String SEED = "SEED";
    public static final String CONSUMER_GROUP = "CONSUMER_GROUP";
    public static final String PROCESSING_DELAY_MS = "PROCESSING_DELAY_MS";
    public static final String PAUSED = "PAUSED";
    public static final String LOG_LINES_PER_SECOND = "LOG_LINES_PER_SECOND";
    public static final String LOG_LEVEL = "LOG_LEVEL";
    public static final String LOG_FORMAT = "LOG_FORMAT";
    public static final String JMX_PORT = "JMX_PORT";

    /** {@code KAFKA_CLIENT_SECURITY_PROTOCOL} is the client property {@code security.protocol}, and so on. */
    public static final String KAFKA_CLIENT_PREFIX = "KAFKA_CLIENT_";

    /** The settings of both services, which may share an environment file. */
    static final List<String> ALL = List.of(
            KAFKA_BROKER,
            MESSAGES_PER_SECOND,
            ERROR_RATE,
            FAULT_WEIGHTS,
            TOPIC_WEIGHTS,
            SEED,
            CONSUMER_GROUP,
            PROCESSING_DELAY_MS,
            PAUSED,
            LOG_LINES_PER_SECOND,
            LOG_LEVEL,
            LOG_FORMAT,
            JMX_PORT);

    private SettingNames() {}
}
