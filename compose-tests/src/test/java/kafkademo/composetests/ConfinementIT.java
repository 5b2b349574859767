package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Tests what the containers are not allowed to do, and which resources they may use. */
@WithStack
class ConfinementIT {
    private static final long TWO_GB = 2_000_000_000;

    private final ComposeStack stack;

    ConfinementIT(ComposeStack stack) {
        this.stack = stack;
    }

    @Test
    void noProcessIsRootOrCanGainCapabilities() {
        stack.containerByService()
                .forEach((service, id) -> assertThat(Engine.docker("exec", id, "cat", "/proc/1/status")
                                .lines())
                        .as(service)
                        .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1")
                        .noneMatch(line -> line.startsWith("Uid:\t0\t")));
    }

    @Test
    void theServicesHaveReadOnlyFilesAndNumericUsers() {
        for (String service : List.of("producer", "consumer")) {
            String id = stack.container(service);
            assertThat(Engine.inspect(id, "{{.HostConfig.ReadonlyRootfs}}")).isEqualTo("true");
            assertThat(Engine.inspect(id, "{{.Config.User}}")).matches("[1-9][0-9]*(:[1-9][0-9]*)?");
        }
    }

    @Test
    void memoryFitsTwoGigabytesAndLogsAreRotated() {
        Map<String, String> containers = stack.containerByService();
        assertThat(containers.values().stream()
                        .map(id -> Long.valueOf(Engine.inspect(id, "{{.HostConfig.Memory}}")))
                        .toList())
                .allSatisfy(limit -> assertThat(limit).isPositive())
                .satisfies(limits -> assertThat(
                                limits.stream().mapToLong(limit -> limit).sum())
                        .isLessThanOrEqualTo(TWO_GB));
        containers.forEach((service, id) -> assertThat(Engine.inspect(
                        id, "{{.HostConfig.LogConfig.Type}} {{index .HostConfig.LogConfig.Config \"max-size\"}}"))
                .as(service)
                .matches("json-file \\d+m"));
    }

    @Test
    void kafkaIsPublishedOnTheLoopbackInterfaceOnly() {
        stack.containerByService()
                .forEach((service, id) -> assertThat(
                                Engine.inspect(
                                        id,
                                        "{{range .HostConfig.PortBindings}}{{range .}}{{.HostIp}}:{{.HostPort}} {{end}}{{end}}"))
                        .as(service)
                        .isEqualTo(service.equals("kafka") ? "127.0.0.1:9092" : ""));
    }
}
