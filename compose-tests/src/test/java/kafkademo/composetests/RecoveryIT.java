package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** A check that is killed, as one that was frozen is, says nothing about the service. Usually a check takes two minutes. */
    @Test
    void afterAHealthCheckThatWasKilledTheNextOneAnswersAtOnce() {
        Map<String, String> containers = stack.containerByService();
        Map<String, OffsetDateTime> killed = new HashMap<>();

        // Between two checks, for a second, there is none to kill.
        containers.forEach((service, id) -> await(service + " is being checked").until(() -> {
            killed.put(service, OffsetDateTime.now(ZoneOffset.UTC));
            return killsCheck(id);
        }));

        containers.forEach((service, id) -> await(service + " is checked again").untilAsserted(() -> {
            List<JsonNode> checks = checksSince(killed.get(service), id);
            assertThat(checks).hasSizeGreaterThan(1);
            assertThat(checks.get(0).path("ExitCode").asInt()).isNotZero();
            assertThat(checks.get(1).path("ExitCode").asInt()).isZero();
            assertThat(took(checks.get(1))).isLessThan(Duration.ofSeconds(100));
        }));
        stack.awaitAllHealthy();
    }

    /** Kills the check that runs in a container. Returns whether there was one. */
    private static boolean killsCheck(String container) {
        String script = "for p in /proc/[0-9]*; do case $(cat $p/comm 2> /dev/null) in bash | healthy)"
                + " [ $p = /proc/1 ] || { kill -9 ${p#/proc/} && echo $p; };; esac; done; true";
        return !Engine.docker("exec", container, "sh", "-c", script).isEmpty();
    }

    /** Returns the health checks that have ended since then. */
    private static List<JsonNode> checksSince(OffsetDateTime time, String container) {
        JsonNode log = new JsonMapper().readTree(Engine.inspect(container, "{{json .State.Health.Log}}"));
        return StreamSupport.stream(log.spliterator(), false)
                .filter(check ->
                        OffsetDateTime.parse(check.path("End").asString()).isAfter(time))
                .toList();
    }

    private static Duration took(JsonNode check) {
        return Duration.between(
                OffsetDateTime.parse(check.path("Start").asString()),
                OffsetDateTime.parse(check.path("End").asString()));
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
