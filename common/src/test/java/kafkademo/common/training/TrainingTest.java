package kafkademo.common.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafkademo.common.Topic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real client against the broker that only a training needs. */
@Timeout(60)
class TrainingTest {
    private static final String TOPIC = Topic.ORDERS.topicName();

    private static Map<String, Object> client(TrainingBroker broker) {
        return Map.of("bootstrap.servers", "127.0.0.1:" + broker.port(), "group.id", "training");
    }

    @Test
    void whatIsSentIsAcknowledgedAndCounted() throws Exception {
        try (TrainingBroker broker = new TrainingBroker(3);
                Producer<byte[], byte[]> producer =
                        new KafkaProducer<>(client(broker), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < 2; i++) {
                producer.send(new ProducerRecord<>(TOPIC, new byte[10])).get(30, TimeUnit.SECONDS);
            }
            assertThat(broker.enough()).isNotDone();

            producer.send(new ProducerRecord<>(TOPIC, new byte[10])).get(30, TimeUnit.SECONDS);
            assertThat(broker.enough()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    @Test
    void whatIsFetchedIsMadeUpAndCounted() throws Exception {
        try (TrainingBroker broker = new TrainingBroker(1);
                Consumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(client(broker), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(TOPIC));
            while (consumer.poll(Duration.ofSeconds(1)).isEmpty()) {
                assertThat(broker.enough()).isNotCompletedExceptionally();
            }
            assertThat(broker.enough()).succeedsWithin(Duration.ofSeconds(30));
        }
    }

    /** A service that ends at its start. */
    static final class Short {
        public static void main(String[] arguments) {
            System.exit(3);
        }
    }

    @Test
    void aServiceThatEndsAtItsStartEndsTheTrainingToo() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] command = {java, "-cp", System.getProperty("java.class.path"), Short.class.getName()};

        assertThatThrownBy(() -> TrainingMain.main(command))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ended by itself")
                .hasMessageContaining("exit code 3");
    }
}
