package kafkademo.composetests;

import java.util.List;
import java.util.stream.Stream;

/** The Compose files that form a stack, and what can be seen of it when it is up. */
enum Composition {
    /** What the README's first command starts. */
    PLAIN(
            List.of("docker-compose.yml"),
            List.of("zookeeper", "kafka", "producer", "consumer"),
            List.of(
                    "zookeeper running healthy",
                    "kafka running healthy",
                    "producer running healthy",
                    "consumer running healthy"),
            List.of(9092)),

    /** The broker speaks TLS and wants a password. */
    SECURE(
            PLAIN,
            List.of("secure/docker-compose.yml"),
            List.of("credentials"),
            List.of("credentials exited 0"),
            List.of()),

    /**
     * With the observability overlay, but without Grafana, which no test uses, and with a store of spans instead of
     * Jaeger.
     */
    OBSERVED(
            PLAIN,
            List.of("observability/docker-compose.yml", "compose-tests/src/test/compose/span-store.yml"),
            List.of("prometheus", "alertmanager", "jaeger"),
            List.of("agent exited 0", "prometheus running healthy", "alertmanager running healthy", "jaeger running"),
            List.of(9090, 9093, 16686)),

    /** The broker's data is on a disk that can be filled. */
    SMALL_DISK(
            OBSERVED,
            List.of("scenarios/disk-full/docker-compose.yml"),
            List.of("disk"),
            List.of("disk running"),
            List.of()),

    THREE_BROKERS(
            OBSERVED,
            List.of("scenarios/three-brokers/docker-compose.yml"),
            List.of("kafka-2", "kafka-3"),
            List.of("kafka-2 running healthy", "kafka-3 running healthy"),
            List.of(9082, 9083)),

    /** Kafka without ZooKeeper. */
    KRAFT(OBSERVED, "zookeeper", List.of("scenarios/kraft/docker-compose.yml"));

    private final List<String> files;
    private final List<String> services;
    private final List<String> states;
    private final List<Integer> ports;

    Composition(List<String> files, List<String> services, List<String> states, List<Integer> ports) {
        this.files = files;
        this.services = services;
        this.states = states;
        this.ports = ports;
    }

    /** Adds to another composition. */
    Composition(Composition base, List<String> files, List<String> services, List<String> states, List<Integer> ports) {
        this(
                both(base.files, files),
                both(base.services, services),
                both(base.states, states),
                both(base.ports, ports));
    }

    /** Takes a service away from another composition. */
    Composition(Composition base, String missing, List<String> files) {
        this(
                both(base.files, files),
                base.services.stream().filter(each -> !each.equals(missing)).toList(),
                base.states.stream()
                        .filter(each -> !each.startsWith(missing + " "))
                        .toList(),
                base.ports);
    }

    private static <T> List<T> both(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /** Returns the files, relative to the repository's root. */
    List<String> files() {
        return files;
    }

    /** Returns the services to start. */
    List<String> services() {
        return services;
    }

    /** Returns the expected containers: service, state, and either health or exit code. */
    List<String> states() {
        return states;
    }

    /** Returns the published ports. */
    List<Integer> ports() {
        return ports;
    }
}
