package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        await("the alerts fire, for each partition").untilAsserted(() -> {
            assertThat(firing("KafkaDemoConsumerDown")).hasSize(1);
            assertThat(firing("KafkaDemoLagGrowing")).hasSameElementsAs(partitions());
        });
        assertThat(Prometheus.query("ALERTS{alertstate=\"firing\",severity=\"critical\"}"))
                .extracting(sample -> sample.labels().get("alertname"))
                .containsOnly("KafkaDemoConsumerDown");
        await("the receiver is told about the consumer")
                .untilAsserted(() -> assertThat(received()).contains("\"alertname\":\"KafkaDemoConsumerDown\""));
        await("the lag only follows from that")
                .untilAsserted(() -> assertThat(heldBack()).contains("\"alertname\":\"KafkaDemoLagGrowing\""));

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
        await("the receiver is told so")
                .untilAsserted(() -> assertThat(received())
                        .contains("\"status\":\"resolved\",\"labels\":{\"alertname\":\"KafkaDemoConsumerDown\""));
    }

    @Test
    void aPausedConsumerFiresAnAlertForEachPartition() {
        control("producer", "MESSAGES_PER_SECOND=100");
        control("consumer", "PAUSED=true", "--for", "5m");
        await("the alert fires")
                .untilAsserted(
                        () -> assertThat(firing("KafkaDemoPartitionStopped")).hasSameElementsAs(partitions()));
        assertThat(Prometheus.query("ALERTS{alertstate=\"firing\",severity=\"critical\"}"))
                .extracting(sample -> sample.labels().get("alertname"))
                .containsOnly("KafkaDemoPartitionStopped");

        control("consumer", "PAUSED=false");
        await("the alerts are resolved")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).isEmpty());
    }

    /** Returns what Alertmanager has posted so far. */
    private static String received() {
        return new String(Http.get("http://127.0.0.1:16686/alerts"), StandardCharsets.UTF_8);
    }

    /** Returns the alerts that Alertmanager does not report, as others explain them. */
    private static String heldBack() {
        return new String(
                Http.get("http://127.0.0.1:9093/api/v2/alerts?active=false&silenced=false&inhibited=true"),
                StandardCharsets.UTF_8);
    }

    /** Returns the group, topic and partition of each alert of this name that fires. */
    private static List<String> firing(String alert) {
        return Prometheus.query("ALERTS{alertstate=\"firing\",alertname=\"" + alert + "\"}").stream()
                .map(sample -> place(sample.labels()))
                .toList();
    }

    private static List<String> partitions() {
        List<String> partitions = new ArrayList<>();
        for (String topic : List.of("orders", "payments", "inventory_updates", "user_activity")) {
            for (int partition = 0; partition < 3; partition++) {
                partitions.add("observability-demo " + topic + " " + partition);
            }
        }
        return partitions;
    }

    private static String place(Map<String, String> labels) {
        return labels.get("group") + " " + labels.get("topic") + " " + labels.get("partition");
    }

    private void control(String service, String... settings) {
        String[] command = new String[4 + settings.length];
        System.arraycopy(new String[] {"exec", "-T", service, "control"}, 0, command, 0, 4);
        System.arraycopy(settings, 0, command, 4, settings.length);
        stack.compose(command);
    }
}
