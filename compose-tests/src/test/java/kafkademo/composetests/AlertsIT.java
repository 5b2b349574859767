package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Causes the failures that the stack offers, and checks that the overlay's alerts report them, name what is hit, and are
 * resolved. Runs after all other tests with the overlay, in which all is well, and checks that nothing fired until then.
 */
@WithStack(Composition.OBSERVED)
@TestMethodOrder(OrderAnnotation.class)
@Order(Integer.MAX_VALUE)
class AlertsIT {
    /** A consumer that starts paused, and does not see the records of an open transaction. */
    private static final ComposeFile PAUSED_AND_READ_COMMITTED = ComposeStack.file()
            .addAfter("PROCESSING_DELAY_MS", "PAUSED", "true")
            .addAfter("PROCESSING_DELAY_MS", "KAFKA_CLIENT_ISOLATION_LEVEL", "read_committed");

    /**
     * May fire, and rightly: it depends on how soon the machine works off the backlog, and on how often the tests restart the consumer
     * within ten minutes.
     */
    private static final Set<String> DEPEND_ON_MACHINE =
            Set.of("critical KafkaDemoLagHigh", "warning KafkaDemoLatencyHigh", "warning KafkaDemoRestartLoop");

    /** Since when nothing should have fired, in seconds since 1970. */
    private static double wellSince;

    private final ComposeStack stack;

    AlertsIT(ComposeStack stack) {
        this.stack = stack;
    }

    /** Returns Prometheus' time, in seconds since 1970. */
    private static double now() {
        return Prometheus.value("time()").orElseThrow();
    }

    /** Returns the alerts that have fired since this time: their names and severities. */
    private static List<String> firedSince(double time) {
        return Prometheus.query("count by (alertname, severity) (max_over_time(ALERTS{alertstate=\"firing\"}["
                        + (long) Math.ceil(now() - time) + "s]))")
                .stream()
                .map(sample ->
                        sample.labels().get("severity") + " " + sample.labels().get("alertname"))
                .toList();
    }

    @BeforeEach
    void nothingHasFiredWhileAllWasWell() {
        if (wellSince == 0) {
            wellSince = Prometheus.value("process_start_time_seconds{job=\"prometheus\"}")
                    .orElseThrow();
        }
        assertThat(firedSince(wellSince))
                .as(() -> "false alarms; the warnings of the services:\n" + String.join("\n", warnings()))
                .isEmpty();
    }

    /** {@code up} does not undo what a test changed in a running service. */
    @AfterEach
    void asTheComposeFileSays() {
        control("producer", "PAUSED=false", "MESSAGES_PER_SECOND=5", "ERROR_RATE=0.1");
    }

    /** Comes last, because one of its alerts goes on for minutes. */
    @Test
    @Order(Integer.MAX_VALUE)
    void pausedStoppedAndRewoundConsumersAreToldApart() {
        double begin = now();
        control("producer", "MESSAGES_PER_SECOND=100", "ERROR_RATE=0.5");
        control("consumer", "PAUSED=true");
        await("a paused consumer fires an alert for each partition")
                .untilAsserted(
                        () -> assertThat(firing("KafkaDemoPartitionStopped")).hasSameElementsAs(partitions()));
        assertThat(criticalAlerts()).containsOnly("KafkaDemoPartitionStopped");
        await("as many messages are malformed as was asked for")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).contains("KafkaDemoMalformedShareHigh"));

        stack.compose("stop", "consumer");
        await("there is no consumer")
                .untilAsserted(() -> assertThat(criticalAlerts()).containsExactly("KafkaDemoConsumerDown"));
        await("the lag grows, for each partition")
                .untilAsserted(() -> assertThat(firing("KafkaDemoLagGrowing")).hasSameElementsAs(partitions()));
        await("the receiver is told about the consumer")
                .untilAsserted(() -> assertThat(received()).contains("\"alertname\":\"KafkaDemoConsumerDown\""));
        await("the lag only follows from that")
                .untilAsserted(() -> assertThat(heldBack()).contains("\"alertname\":\"KafkaDemoLagGrowing\""));

        control("producer", "PAUSED=true", "ERROR_RATE=0.1");
        await("the lag is the broker's")
                .untilAsserted(() -> assertThat(Prometheus.value("kafkademo_consumer_lag:records"))
                        .hasValue(Broker.sum(Broker.ends()) - Broker.committed()));
        assertThat(Broker.sum(Broker.ends()) - Broker.committed()).isGreaterThan(1_000);

        Broker.rewind("inventory_updates", 0, 20);
        stack.up(PAUSED_AND_READ_COMMITTED);
        await("the offset went back in one partition").untilAsserted(() -> {
            assertThat(firing("KafkaDemoOffsetRewound")).containsExactly("observability-demo inventory_updates 0");
            assertThat(criticalAlerts()).isEmpty();
        });

        control("consumer", "PAUSED=false");
        control("producer", "PAUSED=false", "MESSAGES_PER_SECOND=5");
        // The alerts about restarts and offsets look back for ten and five minutes.
        await("the rest is well again")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing"))
                        .isSubsetOf("KafkaDemoRestartLoop", "KafkaDemoOffsetRewound"));
        await("the receiver is told so")
                .untilAsserted(() -> assertThat(received())
                        .contains("\"status\":\"resolved\",\"labels\":{\"alertname\":\"KafkaDemoConsumerDown\""));
        assertThat(firedSince(begin))
                .filteredOn(alert -> !DEPEND_ON_MACHINE.contains(alert))
                .containsExactlyInAnyOrder(
                        "critical KafkaDemoPartitionStopped",
                        "critical KafkaDemoConsumerDown",
                        "warning KafkaDemoMalformedShareHigh",
                        "warning KafkaDemoLagGrowing",
                        "warning KafkaDemoOffsetRewound");
    }

    @Test
    void aBlockedAndAStalledPartitionAreNamed() {
        control("producer", "PAUSED=true", "ERROR_RATE=0");
        Broker.awaitDrained();
        stack.up(PAUSED_AND_READ_COMMITTED);
        stack.awaitAllHealthy();
        await("the new consumer is seen")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).isEmpty());
        double begin = now();
        control("consumer", "PAUSED=false", "ON_DECODE_ERROR=block");
        Broker.send("payments", 1, "{broken");
        Broker.Transaction transaction = Broker.openTransaction("orders", 2);
        try {
            control("producer", "PAUSED=false");
            await("each is named").untilAsserted(() -> {
                assertThat(firing("KafkaDemoPartitionBlocked")).containsExactly("observability-demo payments 1");
                assertThat(firing("KafkaDemoPartitionStalled")).containsExactly("observability-demo orders 2");
            });
        } finally {
            transaction.close();
        }
        control("consumer", "ON_DECODE_ERROR=skip");

        allIsWellAgain();
        assertThat(firedSince(begin))
                .contains("critical KafkaDemoPartitionBlocked", "critical KafkaDemoPartitionStalled")
                .isSubsetOf(
                        "critical KafkaDemoPartitionBlocked",
                        "critical KafkaDemoPartitionStalled",
                        "warning KafkaDemoLagGrowing");
    }

    @Test
    void aBrokerThatIsKilledIsTheOnlyThingReported() {
        double begin = now();
        stack.compose("kill", "kafka");
        await("the broker is down")
                .untilAsserted(() -> assertThat(Prometheus.alerts("firing")).contains("KafkaDemoBrokerDown"));

        stack.up();
        stack.awaitAllHealthy();
        allIsWellAgain();
        assertThat(firedSince(begin)).containsExactly("critical KafkaDemoBrokerDown");
    }

    private List<String> warnings() {
        return Stream.of("kafka", "producer", "consumer")
                .flatMap(service -> stack.output(service).stream())
                .filter(line -> line.contains(" WARN ") || line.contains(" ERROR "))
                .toList();
    }

    private static void allIsWellAgain() {
        await("all is well again").untilAsserted(() -> {
            assertThat(Prometheus.value("kafkademo_consumer_lag:records").orElseThrow())
                    .isLessThan(50);
            assertThat(Prometheus.alerts("firing")).isEmpty();
        });
        wellSince = now();
    }

    /** Returns the names of the alerts of severity critical that fire. */
    private static Stream<String> criticalAlerts() {
        return Prometheus.query("count by (alertname) (ALERTS{alertstate=\"firing\",severity=\"critical\"})").stream()
                .map(sample -> sample.labels().get("alertname"));
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
        for (String topic : Broker.TOPICS) {
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
