package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The command {@code control} as a process beside a service that runs as one. */
@ExtendWith(BrokerExtension.class)
class ControlIT {
    private final TestBroker broker;

    ControlIT(TestBroker broker) {
        this.broker = broker;
    }

    private record Outcome(int exitCode, String output) {}

    @Test
    void aRateHoldsForAsLongAsAskedAndGoesBack() throws Exception {
        try (ServiceRun producer = ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "10"))) {
            producer.awaitLines("sent", 5);

            Outcome changed = control(producer, "MESSAGES_PER_SECOND=200", "ERROR_RATE=1", "--for", "4s");

            assertThat(changed.exitCode()).as(changed.output()).isZero();
            producer.awaitLines("setting changed", 4);
            assertThat(producer.lines("setting changed"))
                    .extracting(line -> line.value("setting") + "=" + line.value("new"))
                    .containsExactly(
                            "MESSAGES_PER_SECOND=200", "ERROR_RATE=1", "MESSAGES_PER_SECOND=10", "ERROR_RATE=0.1");
            producer.stop();
            // With 10 a second before and after, what is broken was sent at 200, for four seconds.
            assertThat((double) producer.lines("sent malformed").size()).isCloseTo(800, within(80.0));
        }
    }

    @Test
    void aPausedConsumerHandlesNothingAndLosesNothing() throws Exception {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "paused"));
                ServiceRun producer = ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "50"))) {
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSizeGreaterThan(20));

            assertThat(control(consumer, "PAUSED=true").exitCode()).isZero();
            int handled = consumer.handled().size();
            int sent = producer.sent().size();
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(sent + 100));
            // A batch that was in work when the pause came may have added one more.
            assertThat(consumer.handled()).hasSizeLessThanOrEqualTo(handled + 1);

            assertThat(control(consumer, "PAUSED=false").exitCode()).isZero();
            producer.stop();
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(producer.positions()));
            assertThat(consumer.handled()).hasSameSizeAs(producer.sent());
            consumer.stop();
        }
    }

    @Test
    void aWrongValueChangesNothing() throws Exception {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "refused"))) {
            consumer.awaitLines("consuming", 1);

            Outcome refused = control(consumer, "PAUSED=true", "PROCESSING_DELAY_MS=60001");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output())
                    .contains("PROCESSING_DELAY_MS=\"60001\" is not allowed: a whole number from 0 to 60000");
            assertThat(control(consumer).output()).containsPattern("PAUSED +false +false");
            consumer.stop();
        }
    }

    private Outcome control(ServiceRun service, String... arguments) throws IOException, InterruptedException {
        Path libraries = broker.artifacts().producer().resolveSibling("lib");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                libraries.resolve("*").toString(),
                "kafkademo.common.control.ControlMain",
                "--socket",
                service.lines("starting").get(0).value("control")));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), output);
    }
}
