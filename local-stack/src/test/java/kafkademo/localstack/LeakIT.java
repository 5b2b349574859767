package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A producer that leaks until there is no memory left. */
@ExtendWith(BrokerExtension.class)
class LeakIT {
    private final TestBroker broker;

    LeakIT(TestBroker broker) {
        this.broker = broker;
    }

    /** With the option of the image that is about memory. */
    @Test
    void aProducerThatLeaksEndsWithExitCode3() {
        Map<String, String> settings = Map.of(
                "MESSAGES_PER_SECOND", "100",
                "LEAK_BYTES_PER_MESSAGE", "1000000",
                "JAVA_TOOL_OPTIONS", "-XX:+ExitOnOutOfMemoryError");
        try (ServiceRun producer = ServiceRun.producer(broker, settings)) {
            assertThat(producer.awaitExitCode()).isEqualTo(3);

            assertThat(producer.output())
                    .anyMatch(line -> line.contains(" producer - sent "))
                    .last()
                    .asString()
                    .isEqualTo("Terminating due to java.lang.OutOfMemoryError: Java heap space");
        }
    }
}
