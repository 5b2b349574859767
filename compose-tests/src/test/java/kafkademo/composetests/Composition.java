package kafkademo.composetests;

import java.util.List;

/** Which Compose files make a stack, and what is to be seen of it once it is up. */
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
     * With the overlay for observability, less Grafana, which no test looks at, and with a store of spans in Jaeger's place.
     */
    OBSERVED(
            List.of(
                    "docker-compose.yml",
                    "observability/docker-compose.yml",
                    "compose-tests/src/test/compose/span-store.yml"),
            List.of("zookeeper", "kafka", "producer", "consumer", "prometheus", "jaeger"),
            List.of(
                    "agent exited 0",
                    "zookeeper running healthy",
                    "kafka running healthy",
                    "producer running healthy",
                    "consumer running healthy",
                    "prometheus running healthy",
                    "jaeger running"),
            List.of(9092, 9090, 16686));

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

    /** Relative to the root of the repository. */
    List<String> files() {
        return files;
    }

    /** What is asked to be started. */
    List<String> services() {
        return services;
    }

    /** The containers once all is well: service, state, and either health or exit code. */
    List<String> states() {
        return states;
    }

    /** The ports of this machine at which something is published. */
    List<Integer> ports() {
        return ports;
    }
}
