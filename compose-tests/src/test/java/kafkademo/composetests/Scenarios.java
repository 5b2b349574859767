package kafkademo.composetests;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plays scenarios on the stack under test, with the command that a user types. */
final class Scenarios {
    static final Path FOLDER = Path.of(System.getProperty("project.root"))
            .toAbsolutePath()
            .normalize()
            .resolve("scenarios");

    private static final Pattern ANSWER = Pattern.compile("the answer key: (\\S+)");
    private static final Duration LIMIT = Duration.ofMinutes(20);
    private static final Map<String, String> OF_THE_TESTS = Map.of("COMPOSE_PROJECT_NAME", ComposeStack.PROJECT);

    private Scenarios() {}

    /** Returns the names of all scenarios. */
    static List<String> names() {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            return folders.filter(folder -> Files.exists(folder.resolve("scenario")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs {@code scenarios/run ARGUMENTS} to its end. */
    static Command.Result run(String... arguments) {
        return run(LIMIT, arguments);
    }

    /** Likewise, for a run that takes longer than one scenario. */
    static Command.Result run(Duration limit, String... arguments) {
        Command.Result result = Command.run(limit, command(arguments), OF_THE_TESTS);
        System.out.println(result.output());
        return result;
    }

    /** Starts {@code scenarios/run ARGUMENTS}, which writes to this file. */
    static Process start(Path output, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder(command(arguments));
        builder.environment().putAll(OF_THE_TESTS);
        try {
            return builder.redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(String... arguments) {
        ComposeStack.touched();
        List<String> command = new ArrayList<>(List.of(FOLDER.resolve("run").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the answer key that a run names in its output, and checks that its form is right. */
    static JsonNode answer(String output) {
        List<JsonNode> answers = answers(output);
        assertThat(answers).as("the answer key in\n%s", output).hasSize(1);
        return answers.get(0);
    }

    /** Returns the answer keys that a tour names in its output, and checks that their form is right. */
    static List<JsonNode> answers(String output) {
        String schema = read(FOLDER.resolve("answer.schema.json"));
        return folders(output).stream()
                .map(folder -> {
                    String key = read(folder.resolve("answer.json"));
                    assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                                    .getSchema(schema)
                                    .validate(key, InputFormat.JSON))
                            .as(key)
                            .isEmpty();
                    return new JsonMapper().readTree(key);
                })
                .toList();
    }

    /** Returns, for each scenario that a run has played, what {@code reconcile} counted in all before or after it. */
    static List<JsonNode> counts(String output, String beforeOrAfter) {
        return folders(output).stream()
                .map(folder -> new JsonMapper()
                        .readTree(read(folder.resolve(beforeOrAfter + ".json")))
                        .path("total"))
                .toList();
    }

    private static List<Path> folders(String output) {
        return ANSWER.matcher(output)
                .results()
                .map(named -> FOLDER.resolveSibling(named.group(1)).getParent())
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the signs of an incident that were looked for and not seen. */
    static List<String> unseen(JsonNode incident) {
        return StreamSupport.stream(incident.path("signs").spliterator(), false)
                .filter(sign -> sign.path("seconds").isNull())
                .map(sign ->
                        sign.path("kind").asString() + " " + sign.path("what").asString())
                .toList();
    }
}
