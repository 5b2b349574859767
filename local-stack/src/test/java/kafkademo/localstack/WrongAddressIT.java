package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks what a service reports when its address has no broker, or one that it can't use. */
@ExtendWith(BrokerExtension.class)
class WrongAddressIT {
    private static final String PROTOCOL = "KAFKA_CLIENT_SECURITY_PROTOCOL";

    private final TestBroker broker;

    WrongAddressIT(TestBroker broker) {
        this.broker = broker;
    }

    /** On a busy machine the first tries may time out before the cause is found. */
    private void assertCause(String address, Map<String, String> settings, String cause) {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("KAFKA_BROKER", address);
        try (ServiceRun producer = ServiceRun.producer(broker, environment)) {
            // Raw lines, because the Kafka client may have written some of its own in between.
            producer.awaitThat(() -> assertThat(producer.output())
                    .anyMatch(line ->
                            line.contains(" waiting for the broker ") && line.contains(" cause=\"" + cause + "\" ")));
        }
    }

    @Test
    void anUnknownAdvertisedHostIsNamed() {
        WrongListeners wrong = broker.wrongListeners();
        assertCause(
                wrong.advertisingAnUnknownHost(),
                Map.of(),
                "the broker advertises " + wrong.unknownHost() + ": unknown host");
    }

    @Test
    void anAdvertisedAddressThatRefusesConnectionsIsNamed() {
        WrongListeners wrong = broker.wrongListeners();
        assertCause(
                wrong.advertisingAClosedPort(),
                Map.of(),
                "the broker advertises " + wrong.closedPort() + ": connection refused");
    }

    @Test
    void aBrokerWithoutTlsIsReported() {
        assertCause(broker.address(), Map.of(PROTOCOL, "SSL"), "does not speak TLS: see " + PROTOCOL);
    }

    @Test
    void aBrokerThatRequiresAuthenticationIsReported() {
        assertCause(
                broker.wrongListeners().wantingAuthentication(),
                Map.of(),
                "closes the connection to a client that does not authenticate: see " + PROTOCOL);
    }

    @Test
    void aBrokerWithoutAuthenticationIsReported() {
        assertCause(
                broker.address(),
                Map.of(
                        PROTOCOL,
                        "SASL_PLAINTEXT",
                        "KAFKA_CLIENT_SASL_MECHANISM",
                        "PLAIN",
                        "KAFKA_CLIENT_SASL_JAAS_CONFIG",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " username=\"broker\" password=\"secret\";"),
                "Unexpected handshake request with client mechanism PLAIN, enabled mechanisms are []");
    }

    @Test
    void zooKeepersPortIsReportedAsNoBroker() {
        assertCause(broker.zooKeeperAddress(), Map.of(), "closes the connection: not a Kafka broker");
    }
}
