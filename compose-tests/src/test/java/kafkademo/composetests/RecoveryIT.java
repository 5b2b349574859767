package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;

/** The stack recovers from failures and stops with one command or none, and reports an invalid setting. */
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

    /** The broker returns before ZooKeeper has dropped its old session, and must recover from that by itself. */
    @Test
    void aKilledBrokerComesBackAndTheServicesContinue() {
        Map<String, String> before = stack.containerByService();
        stack.compose("kill", "kafka");

        stack.up();

        runsAndFlows();
        assertThat(stack.containerByService()).isEqualTo(before);
    }

    @Test
    void theStackSurvivesARestartOfEverything() {
        stack.compose("restart");

        runsAndFlows();
    }

    /** Simulates a power cut: every process dies at once, and the engine restarts them in no particular order. */
    @Test
    void theStackRecoversByItselfWhenEveryProcessIsKilled() {
        Map<String, String> before = stack.containerByService();

        stack.killProcesses();

        runsAndFlows();
        assertThat(stack.containerByService()).isEqualTo(before);
    }

    @Test
    void downAndUpKeepTheMessagesAndLeaveNoUnnamedVolume() {
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
            // 143 stands for SIGTERM. A service that is killed after ten seconds ends with 137.
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
    void anInvalidValueIsReportedInOneLineAndTheServiceExitsWith2() {
        stack.up(ComposeStack.file().edit("ERROR_RATE", "0.1", "2"));

        await("the producer gives up")
                .untilAsserted(() -> assertThat(
                                Engine.inspect(stack.container("producer"), "{{.State.Status}} {{.State.ExitCode}}"))
                        .isEqualTo("restarting 2"));
        // The container restarts repeatedly, so the line may occur several times.
        assertThat(stack.output("producer").stream().distinct())
                .singleElement()
                .asString()
                .contains("ERROR_RATE", "2", "0 to 1");
    }
}
