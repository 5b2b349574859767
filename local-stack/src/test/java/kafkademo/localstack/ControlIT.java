package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the command {@code control} and a service as processes. */
@ExtendWith(BrokerExtension.class)
class ControlIT {
    private final TestBroker broker;

    ControlIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void aTemporaryChangeTakesEffectAndEnds() throws Exception {
        try (ServiceRun producer =
                ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "50", "ERROR_RATE", "0"))) {
            producer.awaitLines("sent", 5);

            ControlRun changed = control(producer, "MESSAGES_PER_SECOND=200", "ERROR_RATE=1", "--for", "2s");

            assertThat(changed.exitCode()).as(changed.output()).isZero();
            producer.awaitLines("setting changed", 4);
            int sent = producer.lines("sent").size();
            producer.awaitLines("sent", sent + 20); // valid again
            producer.stop();
            assertThat(producer.lines("setting changed"))
                    .extracting(line -> line.value("setting") + "=" + line.value("new"))
                    .containsExactly(
                            "MESSAGES_PER_SECOND=200", "ERROR_RATE=1", "MESSAGES_PER_SECOND=50", "ERROR_RATE=0");
            assertThat(producer.lines("sent malformed")).isNotEmpty();
        }
    }

    @Test
    void aPausedConsumerHandlesNothingAndLosesNothing() throws Exception {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "paused"));
                ServiceRun producer = ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "50"))) {
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSizeGreaterThan(20));

            ControlRun paused = control(consumer, "PAUSED=true");
            assertThat(paused.exitCode()).as(paused.output()).isZero();
            consumer.awaitLines("setting changed", 1);
            int sent = producer.sent().size();
            producer.awaitThat(() -> assertThat(producer.sent()).hasSizeGreaterThan(sent + 100));
            List<String> course = consumer.lines("processed", "JSON decode error", "setting changed").stream()
                    .map(TextLine::message)
                    .toList();
            // The record that is being handled when the pause begins is still finished.
            assertThat(course.size() - course.indexOf("setting changed") - 1).isLessThanOrEqualTo(1);

            assertThat(control(consumer, "PAUSED=false").exitCode()).isZero();
            producer.stop();
            consumer.awaitThat(() -> assertThat(consumer.positions()).containsAll(producer.positions()));
            assertThat(consumer.handled()).hasSameSizeAs(producer.sent());
            consumer.stop();
        }
    }

    @Test
    void anInvalidValueChangesNothing() throws Exception {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "refused"))) {
            consumer.awaitLines("consuming", 1);

            ControlRun refused = control(consumer, "PAUSED=true", "PROCESSING_DELAY_MS=60001");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output())
                    .contains("PROCESSING_DELAY_MS=\"60001\" is not allowed: a whole number from 0 to 60000");
            assertThat(control(consumer).output()).containsPattern("PAUSED +false +false");
            consumer.stop();
        }
    }

    @Test
    void anAnswerIsUtf8WhateverTheLocale() throws Exception {
        try (ServiceRun producer = ServiceRun.producer(broker, Map.of())) {
            producer.awaitLines("sending", 1);

            ControlRun refused = control(producer, "FAULT_WEIGHTS=x");

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.output()).contains("name=weight[,name=weight…]");
            assertThat(control(producer).output()).contains("name=weight[,name=weight…]");
            producer.stop();
        }
    }

    private ControlRun control(ServiceRun service, String... arguments) throws IOException, InterruptedException {
        return ControlRun.of(broker, service, arguments);
    }
}
