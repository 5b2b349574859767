package kafkademo.consumer;

import java.time.Duration;
import java.util.Map;
import kafkademo.common.Topic;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import kafkademo.consumer.fetch.BatchReader;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka client as this service wants it: offsets committed by hand, memory bounded, a dead member noticed soon. */
final class ConsumerClient {
    /** How long leaving the group and closing may take. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private static final Map<String, Object> PROPERTIES = Map.ofEntries(
            Map.entry(ConsumerConfig.CLIENT_ID_CONFIG, "consumer"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            // A new group, or one whose topic was created anew, misses nothing.
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            // A partition that was added is found within this time, rather than in five minutes.
            Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000),
            // Partitions that stay with this consumer are read on during a rebalance.
            Map.entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()),
            // The group notices a killed consumer after 10 s rather than 45.
            Map.entry(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000),
            // Of several bootstrap servers, a dead one is given up soon.
            Map.entry(ConsumerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000L),
            // One fetch of this size is held while the next one is under way; both fit the processor's cache.
            Map.entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, 2 * 1024 * 1024),
            // The operating system's choice, which grows: with 64 KiB, client and broker wait for each other.
            Map.entry(ConsumerConfig.RECEIVE_BUFFER_CONFIG, CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND),
            Map.entry(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName()),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName()));

    /** The client of the dead letters waits for the broker in the background, and sends what it has at once. */
    private static final Map<String, Object> PRODUCER_PROPERTIES = Map.ofEntries(
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "consumer-dead-letters"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500),
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topic.MAX_DEAD_LETTER_BYTES),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) Topic.MAX_DEAD_LETTER_BYTES),
            Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false));

    private final ClientSettings settings;
    private final Map<String, Object> properties;
    private final String offsetReset;

    /** @throws WrongClientPropertiesException if the properties contradict each other */
    ConsumerClient(ConsumerSettings settings) {
        this.settings = settings.common().client();
        properties = this.settings.properties(PROPERTIES, ConsumerConfig.configDef());
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        if ("consumer".equalsIgnoreCase((String) properties.get(ConsumerConfig.GROUP_PROTOCOL_CONFIG))) {
            // In the newer group protocol, the broker decides about both. If the user has set one, the client says so.
            properties.remove(
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            properties.remove(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 10_000);
        }
        WrongClientPropertiesException.whenMaking(() -> new ConsumerConfig(properties));
        offsetReset =
                properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none").toString();
    }

    /** Returns the policy that {@code auto.offset.reset} names. The client itself has none, so that the service can apply it. */
    String offsetReset() {
        return offsetReset;
    }

    /** @param singly whether to use as little memory as possible: one batch per fetch, one record per poll */
    Consumer<byte[], byte[]> connect(boolean singly) {
        return WrongClientPropertiesException.whenMaking(
                () -> singly ? BatchReader.connect(properties) : new KafkaConsumer<>(properties));
    }

    /** Connects a client for the dead letters, which retries each until the broker acknowledges it. */
    Producer<byte[], byte[]> connectProducer() {
        Map<String, Object> own = settings.properties(PRODUCER_PROPERTIES, ProducerConfig.configDef());
        // The user's are those of a consumer.
        own.remove(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG);
        return new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
