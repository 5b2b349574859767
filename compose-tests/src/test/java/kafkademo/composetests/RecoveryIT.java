package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;

/** What is broken, stopped or mistyped comes back with a command, or says what is wrong. */
@WithStack
class RecoveryIT {
    private static final List<String> OWN_SERVICES = List.of("producer", "consumer");

    private final ComposeStack stack;

    RecoveryIT(ComposeStack stack) {
        this.stack = stack;
    }

    private void runsAndFlows() {
        stack.awaitAllHealthy();
        Broker.awaitFlow();
    }

    /** The broker returns before ZooKeeper has forgotten it, which it takes ill, and must get over by itself. */
    @Test
    void aKilledBrokerComesBackAndTheServicesGoOn() {
        Map<String, String> before = stack.containerByService();
        stack.compose("kill", "kafka");

        stack.up();

        runsAndFlows();
        assertThat(stack.containerByService()).isEqualTo(before);
    }

    @Test
    void aRestartOfEverythingIsSurvived() {
        stack.compose("restart");

        runsAndFlows();
    }

    /** As at a power cut: everything dies at once, and the engine alone starts it again, in no order. */
    @Test
    void theSuddenDeathOfEverythingIsSurvivedWithoutACommand() {
        Map<String, String> before = stack.containerByService();

        stack.killProcesses();

        runsAndFlows();
        assertThat(stack.containerByService()).isEqualTo(before);
    }

    @Test
    void downAndUpKeepsTheMessagesAndLeavesNoNamelessVolume() {
        long before = Broker.sum(Broker.ends());
        stack.compose("down");

        stack.up();

        runsAndFlows();
        assertThat(Broker.sum(Broker.ends())).isGreaterThan(before);
        stack.containerByService()
                .forEach((service, id) -> assertThat(Engine.inspect(
                                        id,
                                        "{{range .Mounts}}{{if eq .Type \"volume\"}}{{println .Name}}{{end}}{{end}}")
                                .lines())
                        .as("volumes of %s", service)
                        .allMatch(name -> name.startsWith(ComposeStack.PROJECT + "_" + service + "-")));
    }

    @Test
    void aStopIsOrderly() {
        stopsInOrder();
    }

    @Test
    void aStopIsOrderlyEvenWithoutABroker() {
        stack.compose("kill", "kafka");

        stopsInOrder();
    }

    private void stopsInOrder() {
        for (String service : OWN_SERVICES) {
            stack.compose("stop", service);
            // 143 is SIGTERM's. A service that had to be killed after ten seconds would have ended with 137.
            assertThat(Engine.inspect(stack.container(service), "{{.State.ExitCode}}"))
                    .as(service)
                    .isEqualTo("143");
            List<String> log = stack.output(service);
            assertThat(log.subList(log.size() - 4, log.size()))
                    .as("last lines of %s", service)
                    .extracting(line -> TextLine.parse(line).message())
                    .contains("summary")
                    .endsWith("stopped");
        }
    }

    @Test
    void aWrongValueIsSaidInOneLineAndEndsWithTwo() {
        stack.up(ComposeStack.file().edit("ERROR_RATE", "0.1", "2"));

        await("the producer gives up")
                .untilAsserted(() -> assertThat(
                                Engine.inspect(stack.container("producer"), "{{.State.Status}} {{.State.ExitCode}}"))
                        .isEqualTo("restarting 2"));
        // The container is started again and again, so the line may stand there several times.
        assertThat(stack.output("producer").stream().distinct())
                .singleElement()
                .asString()
                .contains("ERROR_RATE", "2", "0 to 1");
    }
}
