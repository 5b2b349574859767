package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sends twenty million messages through the stack, and looks whether it stays small: {@code mvn verify -Psoak}, half an hour.
 * Other numbers: {@code -Dsoak.messages}, {@code -Dsoak.rate}.
 */
@Tag("soak")
@WithStack(Composition.OBSERVED)
class SoakIT {
    private static final Path DOCS = Path.of(System.getProperty("project.root"), "docs");

    private static final List<String> SERVICES = List.of("zookeeper", "kafka", "producer", "consumer");

    /** Three files of 10 MB, of which one may exceed its limit by a line. */
    private static final long MOST_LOG_BYTES = 31_000_000;

    /** As the Compose file promises. */
    private static final double MOST_DATA_BYTES = 2e9;

    private final ComposeStack stack;

    SoakIT(ComposeStack stack) {
        this.stack = stack;
    }

    private static long total(String expression) {
        return (long) Prometheus.value("sum(" + expression + ")").orElseThrow();
    }

    private static long acknowledged() {
        return total("kafkademo_producer_acknowledged_total");
    }

    private static long handled() {
        return total("kafkademo_consumer_processed_total") + total("kafkademo_consumer_decode_errors_total");
    }

    private static void awaitAcknowledged(long messages) {
        await(messages + " messages are acknowledged")
                .atMost(Duration.ofHours(6))
                .pollInterval(Duration.ofSeconds(5))
                .until(() -> acknowledged() >= messages);
    }

    private void control(String service, String setting) {
        stack.compose("exec", "-T", service, "control", setting);
    }

    @Test
    void nothingGrowsButTheCounters() throws IOException {
        long messages = Long.getLong("soak.messages", 20_000_000);
        long rate = Long.getLong("soak.rate", 12_000);
        Broker.awaitFlow();
        Instant start = Instant.now();
        control("producer", "MESSAGES_PER_SECOND=" + rate);

        awaitAcknowledged(messages / 2);
        Map<String, Double> heapAtHalf = LiveHeap.of(stack, SERVICES);
        awaitAcknowledged(messages);
        Soak soak = new Soak(messages, start, heapAtHalf, LiveHeap.of(stack, SERVICES));
        control("producer", "PAUSED=true");

        await("all of them are handled, once").untilAsserted(() -> {
            assertThat(handled()).isEqualTo(acknowledged());
            assertThat(total("kafkademo_consumer_lag")).isZero();
        });
        assertThat(total("kafkademo_producer_failed_total")).isZero();
        assertThat(total("kafka_log_size_bytes")).isLessThan((long) MOST_DATA_BYTES);
        for (String service : SERVICES) {
            assertThat(Engine.inspect(stack.container(service), "{{.RestartCount}}"))
                    .as("restarts of " + service)
                    .isEqualTo("0");
            assertThat(stack.output(service).stream().mapToLong(String::length).sum())
                    .as("bytes of the log of " + service)
                    .isLessThan(MOST_LOG_BYTES);
        }
        assertThat(soak.grown()).as(soak.table()).isEmpty();
        MeasuredPart.write(DOCS.resolve("soak.md"), soak.conditions() + "\n\n" + soak.table() + "\n");
        Files.writeString(DOCS.resolve("soak.svg"), soak.picture());
    }
}
