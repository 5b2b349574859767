package kafkademo.consumer;

import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.ServiceSettings;
import kafkademo.common.settings.Setting;
import kafkademo.common.settings.SettingNames;
import kafkademo.consumer.poll.RecordHandler;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * The consumer's settings.
 *
 * @param group the Kafka consumer group
 * @param processingDelayMs simulated work per message in milliseconds, 0 to 60,000
 * @param pollWhileProcessing whether the consumer polls during that work, so that it stays in its group
 * @param onDecodeError what becomes of a record that does not decode, one of {@link RecordHandler#POLICIES}
 * @param paused whether handling starts paused
 */
public record ConsumerSettings(
        CommonSettings common,
        String group,
        long processingDelayMs,
        boolean pollWhileProcessing,
        String onDecodeError,
        boolean paused)
        implements ServiceSettings {
    static final Setting<Long> PROCESSING_DELAY_MS = Setting.integer(SettingNames.PROCESSING_DELAY_MS, 0, 60_000);
    static final Setting<Boolean> POLL_WHILE_PROCESSING = Setting.flag(SettingNames.POLL_WHILE_PROCESSING);
    static final Setting<String> ON_DECODE_ERROR = Setting.oneOf(SettingNames.ON_DECODE_ERROR, RecordHandler.POLICIES);
    static final Setting<Boolean> PAUSED = Setting.flag(SettingNames.PAUSED);

    private static final int MAX_GROUP_LENGTH = 255;
    private static final Setting<String> CONSUMER_GROUP = Setting.text(
            SettingNames.CONSUMER_GROUP,
            ConsumerSettings::isGroup,
            "a group id of 1 to " + MAX_GROUP_LENGTH + " printable characters, not only spaces");

    /** Reads the settings; the environment collects those that are wrong. */
    public static ConsumerSettings from(Environment environment) {
        return new ConsumerSettings(
                CommonSettings.from(environment, ConsumerConfig.configDef()),
                CONSUMER_GROUP.read(environment, "observability-demo"),
                PROCESSING_DELAY_MS.read(environment, 0L),
                POLL_WHILE_PROCESSING.read(environment, true),
                ON_DECODE_ERROR.read(environment, RecordHandler.SKIP),
                PAUSED.read(environment, false));
    }

    private static boolean isGroup(String value) {
        return !value.isBlank()
                && value.length() <= MAX_GROUP_LENGTH
                && value.codePoints().noneMatch(Character::isISOControl);
    }
}
