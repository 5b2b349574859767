package kafkademo.producer;

import java.time.Duration;
import java.util.Map;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Configures the Kafka client so that it drops nothing and the broker loses nothing that it has acknowledged. */
final class ProducerClient {
    /** How long closing may take, including what is still in flight. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private static final Map<String, Object> PROPERTIES = Map.ofEntries(
            Map.entry(ProducerConfig.CLIENT_ID_CONFIG, "producer"),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            // A broker may be away for as long as it likes: records wait for it rather than expire.
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE),
            // With a full buffer, send gives up this soon, so that the loop notices a stop.
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, 500),
            // Of several bootstrap servers, a dead one is given up soon.
            Map.entry(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 3_000L),
            // A client that forgot the topics while the broker is away would stop the loop before the buffer is full.
            Map.entry(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none"),
            // Room for all that the loop keeps in flight, in a heap of 64 MB.
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, 8 * 1024 * 1024),
            // At 1,000 messages a second this saves a third of the CPU that 5 ms takes.
            Map.entry(ProducerConfig.LINGER_MS_CONFIG, 20),
            Map.entry(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName()),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName()));

    private final Map<String, Object> properties;

    /** @throws WrongClientPropertiesException if the properties contradict each other */
    ProducerClient(ClientSettings settings) {
        properties = settings.properties(PROPERTIES, ProducerConfig.configDef());
        WrongClientPropertiesException.whenMaking(() -> new ProducerConfig(properties));
    }

    Producer<byte[], byte[]> connect() {
        return WrongClientPropertiesException.whenMaking(() -> new KafkaProducer<>(properties));
    }
}
