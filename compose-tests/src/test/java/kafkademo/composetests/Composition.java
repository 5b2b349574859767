package kafkademo.composetests;

import java.util.List;

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

    /**
     * With the observability overlay, but without Grafana, which no test uses, and with a store of spans instead of
     * Jaeger.
     */
    OBSERVED(
            List.of(
                    "docker-compose.yml",
                    "observability/docker-compose.yml",
                    "compose-tests/src/test/compose/span-store.yml"),
            List.of("zookeeper", "kafka", "producer", "consumer", "prometheus", "alertmanager", "jaeger"),
            List.of(
                    "agent exited 0",
                    "zookeeper running healthy",
                    "kafka running healthy",
                    "producer running healthy",
                    "consumer running healthy",
                    "prometheus running healthy",
                    "alertmanager running healthy",
                    "jaeger running"),
            List.of(9092, 9090, 9093, 16686));

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
