package kafkademo.consumer.reconcile;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Makes Kafka clients that only read: they join no group, commit nothing and create no topic. */
final class ReadOnlyClient {
    static final int MAX_POLL_RECORDS = 2_000;

    private static final String CLIENT_ID = "reconcile";

    private final ClientSettings settings;
    private final Map<String, Object> properties;
    private final Map<String, Boolean> compacted = new HashMap<>();

    /** @throws WrongClientPropertiesException if the properties contradict each other */
    ReadOnlyClient(ClientSettings settings, String group) {
        this.settings = settings;
        Map<String, Object> own = new HashMap<>();
        own.put(ConsumerConfig.CLIENT_ID_CONFIG, CLIENT_ID);
        own.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        own.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
        // The client holds one fetch of this size while the next one is under way.
        own.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 * 1024 * 1024);
        properties = settings.properties(own, ConsumerConfig.configDef());
        // The user's properties are meant for the service. These would make the result wrong and are overruled.
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // Records that retention removes meanwhile must be noticed, not skipped.
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        // Every record has its place in the account, also those of aborted and of unfinished transactions.
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        WrongClientPropertiesException.whenMaking(() -> new ConsumerConfig(properties));
    }

    Map<String, Object> properties() {
        return properties;
    }

    /** Whether the service, unlike this command, passes over the records of aborted transactions. */
    boolean serviceReadsCommitted() {
        return "read_committed".equals(settings.overrides().get(ConsumerConfig.ISOLATION_LEVEL_CONFIG));
    }

    Consumer<byte[], byte[]> connect() {
        return WrongClientPropertiesException.whenMaking(() -> new KafkaConsumer<>(properties));
    }

    /** Asks the broker whether it compacts the topic. If it does not answer or forbids the question, it does not. */
    boolean isCompacted(String topic) {
        return compacted.computeIfAbsent(topic, this::askWhetherCompacted);
    }

    private boolean askWhetherCompacted(String name) {
        Map<String, Object> own = Map.of(
                AdminClientConfig.CLIENT_ID_CONFIG, CLIENT_ID, AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        DescribeConfigsOptions limit = new DescribeConfigsOptions().timeoutMs((int) LogReader.TIMEOUT.toMillis());
        try (Admin admin = Admin.create(settings.properties(own, AdminClientConfig.configDef()))) {
            return admin.describeConfigs(Set.of(topic), limit)
                    .values()
                    .get(topic)
                    .thenApply(config ->
                            config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value())
                    .toCompletionStage()
                    .exceptionally(failure -> "")
                    .toCompletableFuture()
                    .join()
                    .contains(TopicConfig.CLEANUP_POLICY_COMPACT);
        }
    }
}
