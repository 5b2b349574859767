package kafkademo.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import kafkademo.common.settings.ClientSettings;
import kafkademo.common.settings.WrongClientPropertiesException;
import org.apache.kafka.clients.producer.Producer;
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
        producer.close(Duration.ZERO);
    }
}
