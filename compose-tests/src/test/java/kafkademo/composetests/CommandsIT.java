package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests the commands in the images: {@code control} and {@code reconcile}. */
@WithStack
class CommandsIT {
    private final ComposeStack stack;

    CommandsIT(ComposeStack stack) {
        this.stack = stack;
    }

    @Test
    void controlTemporarilyChangesARunningProducer() {
        Map<String, String> before = stack.containerByService();
        int already = changes("producer").size();

        stack.compose("exec", "-T", "producer", "control", "MESSAGES_PER_SECOND=50", "ERROR_RATE=0.9", "--for", "6s");

        assertThat(stack.compose("exec", "-T", "producer", "control"))
                .contains("MESSAGES_PER_SECOND")
                .contains("ERROR_RATE");
        await("changed and taken back")
                .untilAsserted(() -> assertThat(changes("producer"))
                        .hasSize(already + 4)
                        .endsWith(
                                "MESSAGES_PER_SECOND=50", "ERROR_RATE=0.9", "MESSAGES_PER_SECOND=5", "ERROR_RATE=0.1"));
        assertThat(stack.containerByService()).isEqualTo(before);
    }

    @Test
    void controlPausesAConsumerThatStaysInItsGroup() {
        stack.compose("exec", "-T", "consumer", "control", "PAUSED=true");
        await("messages that wait").until(() -> Broker.sum(Broker.ends()) - Broker.committed() > 20);
        assertThat(Broker.assignments()).hasSize(1);

        stack.compose("exec", "-T", "consumer", "control", "PAUSED=false");
        Broker.awaitFlow();
    }

    @Test
    void controlRejectsWhatTheServiceWouldRejectAtStart() {
        Command.Result refused = stack.tryCompose("exec", "-T", "producer", "control", "ERROR_RATE=2");

        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.output())
                .contains("ERROR_RATE=\"2\" is not allowed: a number from 0 to 1, decimals allowed");
    }

    @Test
    void reconcileExplainsEveryMessage() {
        stack.compose("stop", "producer");
        Broker.awaitDrained();
        long sent = Broker.sum(Broker.ends());

        String report = stack.compose("run", "--rm", "--no-deps", "-T", "consumer", "reconcile", "--quiet");

        assertThat(report).contains("Nothing lost, nothing repeated");
        assertThat(report.lines().filter(line -> line.startsWith("total")).toList())
                .singleElement()
                .asString()
                .matches("total +" + String.format(Locale.ROOT, "%,d", sent) + " .*");
        stack.up();
    }

    /** Returns the setting changes that the service has logged, as {@code NAME=new value}. */
    private List<String> changes(String service) {
        return stack.log(service, "setting changed").stream()
                .map(entry ->
                        entry.fields().get("setting") + "=" + entry.fields().get("new"))
                .toList();
    }
}
