package kafkademo.common.settings;

import kafkademo.common.log.Logging;
import org.apache.kafka.common.config.ConfigDef;

/**
 * The settings that both services have.
 *
 * @param client how to reach the broker
 * @param logLinesPerSecond per-message lines written each second, successes and errors each; 0 to 1,000,000
 * @param logLevel one of {@code trace debug info warn error}
 * @param logFormat one of {@code text json}
 * @param jmxPort port on which JMX can be read from outside, 1 to 65535; 0 for none
 */
public record CommonSettings(
        ClientSettings client, long logLinesPerSecond, String logLevel, String logFormat, int jmxPort) {
    /** Reads them; {@code known} are the properties that the service's own Kafka client knows. */
    public static CommonSettings from(Environment environment, ConfigDef known) {
        return new CommonSettings(
                ClientSettings.from(environment, known),
                environment.integer(SettingNames.LOG_LINES_PER_SECOND, 200, 0, 1_000_000),
                environment.text(
                        SettingNames.LOG_LEVEL,
                        Logging.DEFAULT_LEVEL,
                        Logging.LEVELS::contains,
                        "one of " + String.join(", ", Logging.LEVELS)),
                environment.text(
                        SettingNames.LOG_FORMAT,
                        Logging.DEFAULT_FORMAT,
                        Logging.FORMATS::contains,
                        "one of " + String.join(", ", Logging.FORMATS)),
                (int) environment.integer(SettingNames.JMX_PORT, 0, 1, 65535));
    }
}
