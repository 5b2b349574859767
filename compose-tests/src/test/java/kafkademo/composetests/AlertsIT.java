package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Causes the failures that the stack offers, and checks that the overlay's alerts report them. */
@WithStack(Composition.OBSERVED)
@Order(Integer.MAX_VALUE)
class AlertsIT {
    private final ComposeStack stack;

    AlertsIT(ComposeStack stack) {
        this.stack = stack;
    }

    /** {@code up} does not undo what a test changed in a running service. */
    @AfterEach
    void asTheComposeFileSays() {
        control("producer", "PAUSED=false", "MESSAGES_PER_SECOND=5", "ERROR_RATE=0.1");
    }

    @Test
    void aHigherErrorRateFiresItsAlertAndTheDefaultRateResolvesIt() {
        control("producer", "ERROR_RATE=0.5", "MESSAGES_PER_SECOND=20");
        await("the alert fires")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).contains("KafkaDemoMalformedShareHigh"));

        control("producer", "ERROR_RATE=0.1", "MESSAGES_PER_SECOND=5");
        await("the alert is resolved")
                .untilAsserted(() -> assertThat(Prometheus.alerts("inactive")).contains("KafkaDemoMalformedShareHigh"));
    }

    @Test
    void aMissingConsumerFiresTheLagAlertsAndTheLagAgreesWithTheBroker() {
        // Prometheus scrapes every five seconds, so the pause lets it see the consumer's last commit before the
        // consumer is gone.
        control("producer", "PAUSED=true");
        await("nothing waits, and Prometheus has seen it").untilAsserted(() -> {
            assertThat(Broker.committed()).isEqualTo(Broker.sum(Broker.ends()));
            assertThat(Prometheus.value("sum(partition:kafkademo_consumer_committed_offset:last)"))
                    .hasValue(Broker.committed());
        });
        stack.compose("stop", "consumer");
        control("producer", "PAUSED=false", "MESSAGES_PER_SECOND=100");
        await("the alerts fire")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing"))
                        .contains("KafkaDemoConsumerDown", "KafkaDemoLagGrowing", "KafkaDemoLagHigh"));

        control("producer", "PAUSED=true");
        await("the lag is the broker's")
                .untilAsserted(() -> assertThat(Prometheus.value("kafkademo_consumer_lag:records"))
                        .hasValue(Broker.sum(Broker.ends()) - Broker.committed()));
        assertThat(Broker.sum(Broker.ends()) - Broker.committed()).isGreaterThan(1_000);

        stack.up();
        control("producer", "PAUSED=false", "MESSAGES_PER_SECOND=5");
        await("all is well again").untilAsserted(() -> {
            assertThat(Prometheus.value("kafkademo_consumer_lag:records").orElseThrow())
                    .isLessThan(50);
            assertThat(Prometheus.alerts("firing")).isEmpty();
        });
    }

    private void control(String service, String... settings) {
        String[] command = new String[4 + settings.length];
        System.arraycopy(new String[] {"exec", "-T", service, "control"}, 0, command, 0, 4);
        System.arraycopy(settings, 0, command, 4, settings.length);
        stack.compose(command);
    }
}
