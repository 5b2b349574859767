package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import kafkademo.common.Topic;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerClientTest {
    @Test
    void contradictingPropertiesAreFoundBeforeAnythingConnects() {
        ClientSettings settings = new ClientSettings("localhost:9092", Map.of("acks", "1"));

        assertThatThrownBy(() -> new ProducerClient(settings))
                .isInstanceOf(WrongClientPropertiesException.class)
                .hasMessageContaining("Must set acks to all");
    }

    @Test
    void tellsTheSizeOfItsBatches() {
        ClientSettings ofKafka = new ClientSettings("localhost:9092", Map.of());
        ClientSettings own = new ClientSettings("localhost:9092", Map.of("batch.size", "131072"));

        assertThat(new ProducerClient(ofKafka).batchBytes()).isEqualTo(16_384);
        assertThat(new ProducerClient(own).batchBytes()).isEqualTo(131_072);
    }

    @Test
    void whatCannotBeLoadedIsFoundWhenConnecting() {
        ClientSettings settings = new ClientSettings(
                "localhost:9092", Map.of("security.protocol", "SSL", "ssl.truststore.location", "/no/such/store"));

        assertThatThrownBy(() -> new ProducerClient(settings).connect())
                .isInstanceOf(WrongClientPropertiesException.class)
                .hasMessage("no Kafka client can be made of the KAFKA_CLIENT_* settings: no such file or folder");
    }

    @Test
    void aClientIsMadeWhereNobodyAnswersAndClosesAtOnce() throws IOException {
        int closedPort;
        try (ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            closedPort = socket.getLocalPort();
        }
        Producer<byte[], byte[]> producer = new ProducerClient(
                        new ClientSettings("127.0.0.1:" + closedPort, Map.of("max.block.ms", "1")))
                .connect();

        assertThat(producer.metrics()).isNotEmpty();
        assertThat(ProducerClient.partitionCount(producer, Topic.ORDERS)).isZero();
        producer.close(Duration.ZERO);
    }

    private static MockProducer<byte[], byte[]> knowing(List<PartitionInfo> partitions) {
        return new MockProducer<>(
                new Cluster("cluster", List.of(), partitions, Set.of(), Set.of()),
                true,
                null,
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Test
    void countsTheTopicsPartitionsThatTheClientKnows() {
        MockProducer<byte[], byte[]> producer = knowing(List.of(
                new PartitionInfo("orders", 0, null, null, null),
                new PartitionInfo("orders", 1, null, null, null),
                new PartitionInfo("payments", 0, null, null, null)));

        assertThat(ProducerClient.partitionCount(producer, Topic.ORDERS)).isEqualTo(2);
        assertThat(ProducerClient.partitionCount(producer, Topic.PAYMENTS)).isEqualTo(1);
    }

    @Test
    void aTopicThatTheClientMayNotSeeIsNotCounted() {
        MockProducer<byte[], byte[]> producer = knowing(List.of());

        producer.partitionsForException = new TopicAuthorizationException(Set.of("orders"));
        assertThat(ProducerClient.partitionCount(producer, Topic.ORDERS)).isZero();
    }

    @Test
    void aBrokenClientIsNotTakenForAnUnknownTopic() {
        MockProducer<byte[], byte[]> producer = knowing(List.of());
        producer.partitionsForException = new KafkaException("closed");

        assertThatThrownBy(() -> ProducerClient.partitionCount(producer, Topic.ORDERS))
                .hasMessage("closed");
    }
}
