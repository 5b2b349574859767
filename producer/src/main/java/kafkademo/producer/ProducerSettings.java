package kafkademo.producer;

import java.util.OptionalLong;
import kafkademo.common.CommonSettings;
import kafkademo.common.Environment;
import kafkademo.common.SettingNames;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What the user sets.
 *
 * @param messagesPerSecond total over the four topics, 0 (pause) to 1,000,000
 * @param errorRate share of messages that are malformed JSON, 0 to 1
 * @param seed the same seed gives the same sequence of events and faults; empty for a random one
 */
record ProducerSettings(CommonSettings common, double messagesPerSecond, double errorRate, OptionalLong seed) {
    static ProducerSettings from(Environment environment) {
        return new ProducerSettings(
                CommonSettings.from(environment, ProducerConfig.configDef()),
                environment.decimal(SettingNames.MESSAGES_PER_SECOND, 5, 0, RateLimiter.MAX_PER_SECOND),
                environment.decimal(SettingNames.ERROR_RATE, 0.1, 0, 1),
                environment.optionalLong(SettingNames.SEED));
    }
}
