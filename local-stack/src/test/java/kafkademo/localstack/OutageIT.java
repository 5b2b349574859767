package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Runs the services while there is no broker. */
@ExtendWith(BrokerExtension.class)
class OutageIT {
    private static final String WAITING = "waiting for the broker";

    private final TestBroker broker;

    OutageIT(TestBroker broker) {
        this.broker = broker;
    }

    @Test
    void servicesStopInTimeOnSigtermWhileTheBrokerIsDown() {
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "away"));
                ServiceRun producer = ServiceRun.producer(broker, Map.of("MESSAGES_PER_SECOND", "300"))) {
            consumer.awaitThat(() -> assertThat(consumer.handled()).hasSizeGreaterThan(300));
            broker.kill();
            producer.terminate();
            consumer.terminate();
            producer.awaitOrderlyEnd();
            consumer.awaitOrderlyEnd();

            assertThat(producer.summary().number("acknowledged"))
                    .isEqualTo(producer.sent().size());
            long handled =
                    consumer.summary().number("processed") + consumer.summary().number("decode_errors");
            assertThat(handled).isEqualTo(consumer.handled().size());
        }
    }

    @Test
    void servicesWaitForABrokerThatIsNotUpYet() {
        broker.stop();
        try (ServiceRun consumer = ServiceRun.consumer(broker, Map.of("CONSUMER_GROUP", "early"));
                ServiceRun producer = ServiceRun.producer(broker, Map.of())) {
            for (ServiceRun service : List.of(consumer, producer)) {
                service.awaitLines(WAITING, 2);
                assertThat(service.lines())
                        .extracting(TextLine::message)
                        .startsWith("starting", WAITING)
                        .isSubsetOf("starting", WAITING, "summary");
                assertThat(service.lines(WAITING)).allSatisfy(line -> {
                    assertThat(line.level()).isEqualTo("WARN");
                    assertThat(line.number("next_try_s")).isEqualTo(5);
                });
            }
            broker.start();
            producer.awaitLines("sent", 1);
            consumer.awaitLines("processed", 1);
            producer.stop();
            consumer.stop();
        }
    }
}
