package kafkademo.composetests;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All that a scenario may change, to compare it from before with afterwards.
 *
 * @param containers by service: what each of its containers was started with
 * @param settings by service: what {@code control} shows
 * @param overrides what somebody has configured in the broker
 */
record StackSettings(Map<String, List<String>> containers, Map<String, String> settings, String overrides) {
    /** What is not limited has a quota of 0, or -1 once a limit was taken back. */
    private static final String TEMPLATE = """
            {{.State.Status}} {{index .Config.Labels "com.docker.compose.config-hash"}} \
            memory={{.HostConfig.Memory}} processors={{.HostConfig.NanoCpus}} quota={{.HostConfig.CpuQuota}} \
            networks={{range $name, $is := .NetworkSettings.Networks}}{{$name}} {{end}}""";

    static StackSettings of(ComposeStack stack) {
        Map<String, List<String>> containers = new TreeMap<>();
        for (String service : stack.composition().services()) {
            containers.put(
                    service,
                    stack.containers(service).stream()
                            .map(id -> Engine.inspect(id, TEMPLATE).replace("quota=-1", "quota=0") + variables(id))
                            .toList());
        }
        Map<String, String> settings = new TreeMap<>();
        Stream.of("producer", "consumer")
                .forEach(service -> settings.put(service, stack.compose("exec", "-T", service, "control")));
        return new StackSettings(containers, settings, Broker.overrides());
    }

    /** Compose passes them on in any order. */
    private static List<String> variables(String container) {
        return Engine.inspect(container, "{{range .Config.Env}}{{println .}}{{end}}")
                .lines()
                .sorted()
                .toList();
    }
}
