package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that the files use only what the classic builder and docker-compose 1.29.2 understand. Debian 12 and Ubuntu
 * 22.04 install these. {@code compose-tests/old-compose.sh} starts the stack with them.
 */
class OldBuildersTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final List<String> DOCKERFILES =
            List.of("producer/Dockerfile", "consumer/Dockerfile", "observability/agent/Dockerfile");

    /** The options that every builder knows, by instruction. */
    private static final Map<String, Pattern> KNOWN_OPTIONS = Map.of(
            "COPY", Pattern.compile("--(from|chown)=.*"),
            "ADD", Pattern.compile("--chown=.*"),
            "HEALTHCHECK", Pattern.compile("--(interval|timeout|start-period|retries)=.*"));

    private static final List<Pattern> NEWER_DOCKERFILES = List.of(
            Pattern.compile("(?im)^#\\s*(syntax|check)\\s*="),
            Pattern.compile("(?m)^(RUN|COPY|ADD)\\b.*<<-?[\"']?\\w"),
            Pattern.compile("\\b(TARGET|BUILD)(PLATFORM|OS|ARCH|VARIANT|KIT_\\w+)\\b"),
            Pattern.compile("\\$\\{\\w+[#%/]"));

    private static final List<Pattern> NEWER_COMPOSE = List.of(
            Pattern.compile("\\$\\{\\w+:?\\+"),
            Pattern.compile("(?m)^(name|include|models)\\s*:"),
            Pattern.compile(
                    "(?m)^\\s+(start_interval|additional_contexts|dockerfile_inline|develop|provenance|sbom|attach"
                            + "|annotations|gpus|post_start|pre_stop|pull_policy|required)\\s*:"),
            Pattern.compile("\\brequired:|!(reset|override)\\b"));

    /** Returns what only newer builders understand in a Dockerfile. */
    private static List<String> newerThanTheClassicBuilder(String dockerfile) {
        List<String> found = new ArrayList<>(matches(NEWER_DOCKERFILES, dockerfile));
        String joined = dockerfile.replaceAll("(?m)^\\s*#.*\\n", "").replaceAll("\\\\\\n", " ");
        for (String line : joined.split("\\n")) {
            String[] words = line.strip().split("\\s+");
            for (int i = 1; i < words.length && words[i].startsWith("--"); i++) {
                Pattern known = KNOWN_OPTIONS.get(words[0].toUpperCase(Locale.ROOT));
                if (known == null || !known.matcher(words[i]).matches()) {
                    found.add(words[0] + " " + words[i]);
                }
            }
        }
        return found;
    }

    private static List<String> matches(List<Pattern> patterns, String text) {
        return patterns.stream()
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(match -> match.group().strip())
                .toList();
    }

    static List<Path> composeFiles() throws IOException {
        try (Stream<Path> tools = Files.list(ROOT.resolve("observability/tools"))) {
            return Stream.concat(
                            Stream.of(
                                    ROOT.resolve("docker-compose.yml"),
                                    ROOT.resolve("observability/docker-compose.yml")),
                            tools.filter(file -> file.toString().endsWith(".yml")))
                    .toList();
        }
    }

    static List<String> dockerfiles() {
        return DOCKERFILES;
    }

    @ParameterizedTest
    @MethodSource("dockerfiles")
    void everyBuilderUnderstandsTheDockerfiles(String file) throws IOException {
        assertThat(newerThanTheClassicBuilder(Files.readString(ROOT.resolve(file))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("composeFiles")
    void oldComposeUnderstandsTheComposeFiles(Path file) throws IOException {
        assertThat(matches(NEWER_COMPOSE, Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# syntax=docker/dockerfile:1\nFROM x",
                "RUN --mount=type=cache,target=/x \\\n  true",
                "RUN --network=none true",
                "COPY --from=build --chmod=644 a b",
                "COPY --link a b",
                "COPY --exclude=*.md . .",
                "COPY --parents a/b /",
                "ADD --checksum=sha256:00 https://example.com/x /",
                "HEALTHCHECK --start-interval=1s CMD true",
                "FROM --platform=$BUILDPLATFORM x",
                "ARG TARGETARCH",
                "RUN <<EOF\ntrue\nEOF"
            })
    void whatOnlyNewerBuildersKnowIsFound(String dockerfile) {
        assertThat(newerThanTheClassicBuilder(dockerfile)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "name: demo\nservices:",
                "include: [a.yml]",
                "      A: \"${B:+c}\"",
                "      A: \"${B+c}\"",
                "      start_interval: 1s",
                "    ports: !reset []",
                "      kafka: {condition: service_healthy, required: false}"
            })
    void whatOnlyNewerComposeKnowsIsFound(String compose) {
        assertThat(matches(NEWER_COMPOSE, compose)).isNotEmpty();
    }

    /** What both images need is built once only if both files have the same text. */
    @Test
    void theServicesDockerfilesDifferOnlyInNameAndDescription() throws IOException {
        assertThat(withoutService("producer")).isEqualTo(withoutService("consumer"));
    }

    private static String withoutService(String service) throws IOException {
        String text = Files.readString(ROOT.resolve(service + "/Dockerfile"));
        int last = text.lastIndexOf("\nFROM ");
        String own =
                text.substring(last).replace(service, "SERVICE").replaceAll("(?m)(image\\.description)=\".*\"", "$1");
        return text.substring(0, last).replaceFirst("-f \\w+/Dockerfile", "") + own;
    }
}
