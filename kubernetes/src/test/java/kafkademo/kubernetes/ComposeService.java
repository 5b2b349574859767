package kafkademo.kubernetes;

import java.util.Map;
import java.util.stream.Collectors;

/** What {@code docker-compose.yml} and the Dockerfile say of a service. */
record ComposeService(String name, Map<String, Object> fields) {
    static ComposeService named(String name) {
        Map<String, Object> file =
                Manifests.parse(Manifests.text("docker-compose.yml")).get(0);
        return new ComposeService(
                name, Manifests.asMap(Manifests.asMap(file.get("services")).get(name)));
    }

    Map<String, String> environment() {
        return Manifests.asMap(fields.get("environment")).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> (String) variable.getValue()));
    }

    String text(String field) {
        return fields.get(field).toString();
    }

    String dockerfile() {
        return Manifests.text(name + "/Dockerfile");
    }
}
