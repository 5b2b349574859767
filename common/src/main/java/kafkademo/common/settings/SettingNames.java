package kafkademo.common.settings;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The names of the settings, which are environment variables, and other names by which a user may mean them. */
public final class SettingNames {
    public static final String KAFKA_BROKER = "KAFKA_BROKER";
    public static final String MESSAGES_PER_SECOND = "MESSAGES_PER_SECOND";
    public static final String ERROR_RATE = "ERROR_RATE";
    public static final String SCHEMA_DRIFT_RATE = "SCHEMA_DRIFT_RATE";
    public static final String FAULT_WEIGHTS = "FAULT_WEIGHTS";
    public static final String TOPIC_WEIGHTS = "TOPIC_WEIGHTS";
    public static final String SEED = "SEED";
    public static final String CLOCK_SKEW = "CLOCK_SKEW";
    public static final String LEAK_BYTES_PER_MESSAGE = "LEAK_BYTES_PER_MESSAGE";
    public static final String CONSUMER_GROUP = "CONSUMER_GROUP";
    public static final String PROCESSING_DELAY_MS = "PROCESSING_DELAY_MS";
    public static final String POLL_WHILE_PROCESSING = "POLL_WHILE_PROCESSING";
    public static final String ON_DECODE_ERROR = "ON_DECODE_ERROR";
    public static final String PAUSED = "PAUSED";
    public static final String LOG_LINES_PER_SECOND = "LOG_LINES_PER_SECOND";
    public static final String LOG_LEVEL = "LOG_LEVEL";
    public static final String LOG_FORMAT = "LOG_FORMAT";
    public static final String JMX_PORT = "JMX_PORT";

    /** {@code KAFKA_CLIENT_SECURITY_PROTOCOL} is the client property {@code security.protocol}, and so on. */
    public static final String KAFKA_CLIENT_PREFIX = "KAFKA_CLIENT_";

    /** Each setting, and what users of Kafka and of similar tools call it. */
    private static final List<List<String>> NAMES =
            """
            KAFKA_BROKER BOOTSTRAP_SERVER BOOTSTRAP_SERVERS BROKER BROKERS BROKER_LIST BROKER_URL KAFKA_ADDRESS \
            KAFKA_BOOTSTRAP KAFKA_BOOTSTRAP_SERVER KAFKA_BOOTSTRAP_SERVERS KAFKA_BROKER_LIST KAFKA_BROKER_URL \
            KAFKA_HOST KAFKA_HOSTS KAFKA_SERVER KAFKA_SERVERS KAFKA_URL SPRING_KAFKA_BOOTSTRAP_SERVERS
            MESSAGES_PER_SECOND EVENTS_PER_SECOND MESSAGE_RATE MSGS_PER_SEC RATE RECORDS_PER_SECOND
            ERROR_RATE ERROR_PROBABILITY FAULT_RATE MALFORMED_RATE
            SCHEMA_DRIFT_RATE DRIFT_RATE
            FAULT_WEIGHTS
            TOPIC_WEIGHTS
            SEED RANDOM_SEED
            CLOCK_SKEW
            LEAK_BYTES_PER_MESSAGE
            CONSUMER_GROUP CONSUMER_GROUP_ID GROUP_ID KAFKA_CONSUMER_GROUP KAFKA_CONSUMER_GROUP_ID KAFKA_GROUP \
            KAFKA_GROUP_ID
            PROCESSING_DELAY_MS DELAY_MS PROCESSING_TIME_MS
            POLL_WHILE_PROCESSING
            ON_DECODE_ERROR DECODE_ERROR_POLICY ON_ERROR
            PAUSED PAUSE
            LOG_LINES_PER_SECOND
            LOG_LEVEL
            LOG_FORMAT
            JMX_PORT
            """.lines().map(line -> List.of(line.split(" "))).toList();

    private SettingNames() {}

    /**
     * The setting that a variable's name comes close to; empty if it is a setting, or close to none. Most environments hold
     * many that belong to other programs, so a short name is never taken for a misspelt one: {@code SPEED} is not {@code SEED}.
     */
    static Optional<String> meantBy(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (upper.startsWith(KAFKA_CLIENT_PREFIX)) {
            return Optional.of(upper).filter(meant -> !name.startsWith(KAFKA_CLIENT_PREFIX));
        }
        String setting = SettingFile.settingOf(upper);
        String suffix = upper.substring(setting.length());
        return NAMES.stream()
                .filter(names -> isSimilar(setting, names))
                .map(names -> names.get(0) + suffix)
                .findFirst()
                .filter(meant -> !meant.equals(name));
    }

    private static boolean isSimilar(String upper, List<String> names) {
        return names.stream().anyMatch(usual -> letters(upper).equals(letters(usual)))
                || distance(upper, names.get(0)) <= tolerance(names.get(0).length());
    }

    /** Underscores, hyphens and dots make no difference. */
    private static String letters(String name) {
        return name.replaceAll("[_.-]", "");
    }

    private static int tolerance(int length) {
        return length < 8 ? 0 : length < 12 ? 1 : length < 16 ? 2 : 3;
    }

    /** The least number of letters to insert, delete, replace or swap with the next one (optimal string alignment). */
    private static int distance(String from, String to) {
        int[][] least = new int[from.length() + 1][to.length() + 1];
        for (int i = 0; i <= from.length(); i++) {
            for (int j = 0; j <= to.length(); j++) {
                if (i == 0 || j == 0) {
                    least[i][j] = i + j;
                    continue;
                }
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                int replaced = least[i - 1][j - 1] + (same ? 0 : 1);
                least[i][j] = Math.min(replaced, 1 + Math.min(least[i - 1][j], least[i][j - 1]));
                if (i > 1
                        && j > 1
                        && from.charAt(i - 1) == to.charAt(j - 2)
                        && from.charAt(i - 2) == to.charAt(j - 1)) {
                    least[i][j] = Math.min(least[i][j], 1 + least[i - 2][j - 2]);
                }
            }
        }
        return least[from.length()][to.length()];
    }
}
