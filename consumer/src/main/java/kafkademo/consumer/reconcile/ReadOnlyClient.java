package kafkademo.consumer.reconcile;

import java.util.Map;
import kafkademo.common.settings.WrongClientPropertiesException;
import kafkademo.consumer.ConsumerSettings;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka clients that read and change nothing: they join no group, commit nothing and create no topic. */
final class ReadOnlyClient {
    private static final Map<String, Object> OWN = Map.of(
            ConsumerConfig.CLIENT_ID_CONFIG,
            "reconcile",
            // Fits a heap of 64 MB beside the table of ids: one fetch of this size is held and one is under way.
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
            4 * 1024 * 1024,
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            2_000,
            ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
            false);

    /** The user's properties are meant for the service; with others than these the command would not keep its word. */
    private static final Map<String, Object> ALWAYS = Map.of(
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            false,
            // What has gone from the log meanwhile is to be told, not skipped.
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            "none",
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName(),
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ByteArrayDeserializer.class.getName());

    private final ConsumerSettings settings;
    private final Map<String, Object> properties;

    /** @throws WrongClientPropertiesException if the properties contradict each other */
    ReadOnlyClient(ConsumerSettings settings) {
        this.settings = settings;
        properties = settings.common().client().properties(OWN, ConsumerConfig.configDef());
        properties.putIfAbsent(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        properties.putAll(ALWAYS);
        WrongClientPropertiesException.whenMaking(() -> new ConsumerConfig(properties));
    }

    Map<String, Object> properties() {
        return properties;
    }

    /** The group whose committed offsets are asked for. */
    String group() {
        return properties.get(ConsumerConfig.GROUP_ID_CONFIG).toString();
    }

    Consumer<byte[], byte[]> connect() {
        return WrongClientPropertiesException.whenMaking(() -> new KafkaConsumer<>(properties));
    }

    Admin admin() {
        Map<String, Object> admin = settings.common()
                .client()
                .properties(
                        Map.of(
                                AdminClientConfig.CLIENT_ID_CONFIG,
                                "reconcile",
                                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                                false),
                        AdminClientConfig.configDef());
        return WrongClientPropertiesException.whenMaking(() -> Admin.create(admin));
    }
}
