package kafkademo.common.settings;

import kafkademo.common.log.Logging;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The settings of both services.
 *
 * @param client how to reach the broker
 * @param logLinesPerSecond per-message lines to write each second, successes and errors each; 0 to 1,000,000
 * @param logLevel one of {@code trace debug info warn error}
 * @param logFormat one of {@code text json}
 * @param jmxPort the port that serves JMX, 1 to 65535; 0 for none
 */
public record CommonSettings(
        ClientSettings client, long logLinesPerSecond, String logLevel, String logFormat, int jmxPort) {
    public static final Setting<Long> LOG_LINES_PER_SECOND =
            Setting.integer(SettingNames.LOG_LINES_PER_SECOND, 0, 1_000_000);
    private static final Setting<String> LOG_LEVEL = Setting.oneOf(SettingNames.LOG_LEVEL, Logging.LEVELS);
    private static final Setting<String> LOG_FORMAT = Setting.oneOf(SettingNames.LOG_FORMAT, Logging.FORMATS);
    private static final Setting<Long> JMX_PORT = Setting.integer(SettingNames.JMX_PORT, 1, 65535);

    /** @param known the properties of the service's own Kafka client */
    public static CommonSettings from(Environment environment, ConfigDef known) {
        return new CommonSettings(
                ClientSettings.from(environment, known),
                LOG_LINES_PER_SECOND.read(environment, 200L),
                LOG_LEVEL.read(environment, Logging.DEFAULT_LEVEL),
                LOG_FORMAT.read(environment, Logging.DEFAULT_FORMAT),
                JMX_PORT.read(environment, 0L).intValue());
    }
}
