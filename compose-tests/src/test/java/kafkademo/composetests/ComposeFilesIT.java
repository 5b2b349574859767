package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checks how each of the Compose files confines its containers, read as Compose understands it. */
@WithStack
class ComposeFilesIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root")).normalize();

    private static final Pattern OVERLAY = Pattern.compile("(docker-compose|datadog|elastic|new-relic|splunk)\\.yml");

    /** Their images write configuration at the start. */
    private static final Set<String> WRITABLE = Set.of("zookeeper", "kafka", "kafka-2", "kafka-3", "datadog");

    /** They read the containers' logs. Datadog's agent also sees what runs on the machine, and starts as root. */
    private static final Set<String> SEES_THE_MACHINE = Set.of("collector", "datadog");

    /** Returns the files that are added to {@code docker-compose.yml}. */
    private static List<Path> overlays() throws IOException {
        List<Path> overlays = new ArrayList<>();
        for (String folder : List.of("external", "observability", "scenarios", "secure")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(folder), 2)) {
                files.map(ROOT::relativize)
                        .filter(file ->
                                OVERLAY.matcher(file.getFileName().toString()).matches())
                        .forEach(overlays::add);
            }
        }
        return overlays;
    }

    @BeforeEach
    void composeReadsAllFiles() {
        assumeThat(Engine.composeKnowsReset()).as("Compose 2.24 or newer").isTrue();
    }

    @Test
    void withAnExternalKafkaThereAreOnlyTheServicesAndTheirBrokerHasToBeNamed() {
        JsonNode services = services(Path.of("external/docker-compose.yml"));

        assertThat(services.propertyNames()).containsExactlyInAnyOrder("producer", "consumer");
        services.forEach(service -> {
            assertThat(service.path("depends_on").isMissingNode()).isTrue();
            // Some releases of Compose print a list here, others a map.
            assertThat(service.path("environment").toString()).contains("${KAFKA_BROKER:?");
        });
    }

    @Test
    void everyContainerIsConfined() throws IOException {
        assertThat(overlays())
                .hasSizeGreaterThan(5)
                .allSatisfy(overlay -> services(overlay)
                        .forEachEntry((name, service) ->
                                assertThat(openDoors(name, service)).as(name).isEmpty()));
    }

    private static JsonNode services(Path overlay) {
        List<String> command = new ArrayList<>(Engine.composeCommand());
        command.addAll(List.of(
                "--project-directory",
                ROOT.toString(),
                "-f",
                ROOT.resolve("docker-compose.yml").toString()));
        command.addAll(
                List.of("-f", ROOT.resolve(overlay).toString(), "config", "--no-interpolate", "--format", "json"));
        String output = Command.run(Duration.ofMinutes(1), command).orFail();
        return JsonMapper.shared()
                .readTree(output.substring(output.indexOf('{')))
                .get("services");
    }

    private static List<String> openDoors(String name, JsonNode service) {
        List<String> open = new ArrayList<>();
        if (!service.path("cap_drop")
                .valueStream()
                .map(JsonNode::asString)
                .toList()
                .equals(List.of("ALL"))) {
            open.add("has capabilities");
        }
        if (!service.path("security_opt")
                .valueStream()
                .map(JsonNode::asString)
                .toList()
                .contains("no-new-privileges:true")) {
            open.add("can gain privileges");
        }
        if (service.path("privileged").asBoolean(false)
                || (service.has("cap_add") && !SEES_THE_MACHINE.contains(name))
                || service.has("devices")) {
            open.add("is privileged");
        }
        if (service.has("pid")
                || service.has("ipc")
                || service.path("network_mode").asString("").equals("host")) {
            open.add("shares a namespace with the machine");
        }
        if (!service.path("read_only").asBoolean(false) && !WRITABLE.contains(name)) {
            open.add("writes to its file system");
        }
        if (!service.has("mem_limit") || !service.has("pids_limit")) {
            open.add("has no limit");
        }
        if (!service.path("logging").path("options").has("max-size")) {
            open.add("logs without end");
        }
        if (service.path("ports")
                .valueStream()
                .anyMatch(port -> !port.path("host_ip").asString("").equals("127.0.0.1"))) {
            open.add("listens to other machines");
        }
        if (service.path("volumes").valueStream().anyMatch(volume -> isOpen(name, volume))) {
            open.add("sees the machine's files");
        }
        return open;
    }

    private static boolean isOpen(String service, JsonNode volume) {
        boolean isOurs = Path.of(volume.path("source").asString("")).startsWith(ROOT);
        boolean isReadOnly = volume.path("read_only").asBoolean(false);
        return volume.path("type").asString("").equals("bind")
                && !(isReadOnly && (isOurs || SEES_THE_MACHINE.contains(service)));
    }
}
