package kafkademo.producer;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import kafkademo.common.Topic;
import kafkademo.common.settings.CommonSettings;
import kafkademo.common.settings.Environment;
import kafkademo.common.settings.ServiceSettings;
import kafkademo.common.settings.Setting;
import kafkademo.common.settings.SettingNames;
import kafkademo.common.settings.Weights;
import kafkademo.producer.fault.FaultKind;
import kafkademo.producer.send.RateLimiter;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The settings of the producer.
 *
 * @param messagesPerSecond total over the four topics, 0 (pause) to 1,000,000
 * @param errorRate share of messages that are malformed JSON, 0 to 1
 * @param schemaDriftRate share of the other messages whose content is not as agreed, 0 to 1
 * @param seed the same seed gives the same sequence of events and faults; empty for a random one
 * @param faultWeights how often each kind of fault occurs against the others, by {@link FaultKind#names}
 * @param topicWeights how much of each topic's events is passed on, by {@link Topic#names}
 * @param clockSkew how far the producer's clock is ahead of the true time, -1 to 1 hour; negative if it is behind
 * @param leakBytesPerMessage memory that each message takes for ever, in bytes, 0 to 1,000,000
 * @param paused whether nothing is sent, whatever the rate
 */
public record ProducerSettings(
        CommonSettings common,
        double messagesPerSecond,
        double errorRate,
        double schemaDriftRate,
        OptionalLong seed,
        Weights faultWeights,
        Weights topicWeights,
        Duration clockSkew,
        long leakBytesPerMessage,
        boolean paused)
        implements ServiceSettings {
    static final Setting<Double> MESSAGES_PER_SECOND =
            Setting.decimal(SettingNames.MESSAGES_PER_SECOND, 0, RateLimiter.MAX_PER_SECOND);
    static final Setting<Double> ERROR_RATE = Setting.decimal(SettingNames.ERROR_RATE, 0, 1);
    static final Setting<Double> SCHEMA_DRIFT_RATE = Setting.decimal(SettingNames.SCHEMA_DRIFT_RATE, 0, 1);
    static final Setting<Weights> FAULT_WEIGHTS = weights(SettingNames.FAULT_WEIGHTS, FaultKind.names());
    static final Setting<Weights> TOPIC_WEIGHTS = weights(SettingNames.TOPIC_WEIGHTS, Topic.names());
    private static final Setting<Long> SEED = Setting.integer(SettingNames.SEED, Long.MIN_VALUE, Long.MAX_VALUE);

    /** Kafka 4's brokers refuse what is more than an hour ahead ({@code message.timestamp.after.max.ms}). */
    static final Setting<Duration> CLOCK_SKEW =
            Setting.duration(SettingNames.CLOCK_SKEW, Duration.ofHours(-1), Duration.ofHours(1));

    static final Setting<Long> LEAK_BYTES_PER_MESSAGE =
            Setting.integer(SettingNames.LEAK_BYTES_PER_MESSAGE, 0, 1_000_000);
    static final Setting<Boolean> PAUSED = Setting.flag(SettingNames.PAUSED);

    static ProducerSettings from(Environment environment) {
        return new ProducerSettings(
                CommonSettings.from(environment, ProducerConfig.configDef()),
                MESSAGES_PER_SECOND.read(environment, 5.0),
                ERROR_RATE.read(environment, 0.1),
                SCHEMA_DRIFT_RATE.read(environment, 0.0),
                SEED.read(environment).map(OptionalLong::of).orElse(OptionalLong.empty()),
                FAULT_WEIGHTS.read(environment, Weights.even(FaultKind.names())),
                TOPIC_WEIGHTS.read(environment, Weights.even(Topic.names())),
                CLOCK_SKEW.read(environment, Duration.ZERO),
                LEAK_BYTES_PER_MESSAGE.read(environment, 0L),
                PAUSED.read(environment, false));
    }

    private static Setting<Weights> weights(String setting, List<String> names) {
        return new Setting<>(setting, text -> Weights.parse(names, text), Weights.allowed(names));
    }
}
