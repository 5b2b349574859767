package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checks the age of a service's heartbeat, which is what the health check reads. */
@ExtendWith(BrokerExtension.class)
class HealthIT {
    private static final Duration LIMIT = Duration.ofSeconds(15);

    private final TestBroker broker;

    HealthIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void theProducerBecomesUnhealthyWhileEverySendFails() {
        Map<String, String> tooSmall = Map.of("KAFKA_CLIENT_MAX_REQUEST_SIZE", "100", "MESSAGES_PER_SECOND", "20");
        try (ServiceRun producer = ServiceRun.producer(broker, tooSmall)) {
            producer.awaitLines("sends failed", 2);
            producer.awaitThat(() -> assertThat(producer.sinceHeartbeat()).isGreaterThan(LIMIT));

            assertThat(producer.summary().number("acknowledged")).isZero();
            producer.stop();
        }
    }

    @Test
    void theConsumerStaysHealthyWithNothingToDo() {
        try (ServiceRun producer = ServiceRun.producer(broker, Map.of("PAUSED", "true"));
                ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "idle"))) {
            for (ServiceRun service : List.of(producer, consumer)) {
                service.awaitThat(() -> assertThat(service.sinceHeartbeat()).isLessThan(LIMIT));
                service.awaitLines("summary", service.lines("summary").size() + 2);
                assertThat(service.sinceHeartbeat()).isLessThan(LIMIT);
                service.stop();
            }
        }
    }
}
