package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Tests what the containers are not allowed to do, and which resources they may use. */
@WithStack
class ConfinementIT {
    private static final long TWO_GB = 2_000_000_000;

    /** A state in {@code /proc/net/tcp}. */
    private static final String LISTENING = "0A";

    /** 127.0.0.11 in {@code /proc/net/tcp}. */
    private static final String NAME_SERVER = "0B00007F";

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
    void noServiceCanStartProcessesWithoutLimit() {
        stack.containerByService()
                .forEach((service, id) -> assertThat(Engine.inspect(id, "{{.HostConfig.PidsLimit}}"))
                        .as(service)
                        .isEqualTo("512"));
    }

    /** So JMX is closed, and so is ZooKeeper's web server. */
    @Test
    void nothingListensButWhatTheServicesAreFor() {
        Map<String, Set<Integer>> expected = Map.of(
                "zookeeper", Set.of(2181), "kafka", Set.of(9092, 29092), "producer", Set.of(), "consumer", Set.of());

        stack.containerByService()
                .forEach((service, id) ->
                        assertThat(listeningPorts(id)).as(service).isEqualTo(expected.get(service)));
    }

    /** Returns the ports that a container listens on, whatever the address. The engine's own name server is left out. */
    private static Set<Integer> listeningPorts(String container) {
        return Engine.docker("exec", container, "cat", "/proc/net/tcp", "/proc/net/tcp6")
                .lines()
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > 3 && fields[3].equals(LISTENING))
                .map(fields -> fields[1].split(":"))
                .filter(address -> !address[0].equals(NAME_SERVER))
                .map(address -> Integer.parseInt(address[1], 16))
                .collect(Collectors.toCollection(TreeSet::new));
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
