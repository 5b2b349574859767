package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import kafkademo.testing.StrictJson;

/** One run of the packaged command {@code reconcile} as a process. */
record ReconcileRun(int exitCode, String out, String err) {
    private static final Duration LIMIT = Duration.ofMinutes(5);

    /** Runs the command against the broker. Its output goes to files in {@code folder}. */
    static ReconcileRun of(TestBroker broker, Path folder, Map<String, String> settings, String... options)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(settings);
        environment.putIfAbsent("KAFKA_BROKER", broker.address());
        return of(broker.artifacts(), folder, environment, options);
    }

    /** Runs the command with settings that include the broker's address. */
    static ReconcileRun of(Artifacts artifacts, Path folder, Map<String, String> settings, String... options)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = JavaCommand.ofJar(List.of("-Xmx64m"), artifacts.consumer());
        command.add("reconcile");
        command.addAll(List.of(options));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("KAFKA_"));
        builder.environment().putAll(settings);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                    .as("ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new ReconcileRun(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    JsonObject json() {
        assertThat(out).as(err).startsWith("{");
        return StrictJson.parse(out).getAsJsonObject();
    }

    JsonObject total() {
        return json().getAsJsonObject("total");
    }

    /** Returns the differences as {@code kind count}. */
    List<String> differences() {
        List<String> differences = new ArrayList<>();
        for (JsonElement difference : json().getAsJsonArray("differences")) {
            JsonObject found = difference.getAsJsonObject();
            differences.add(
                    found.get("kind").getAsString() + ' ' + found.get("count").getAsLong());
        }
        return differences;
    }

    JsonObject onlyExample() {
        JsonObject difference = json().getAsJsonArray("differences").get(0).getAsJsonObject();
        JsonArray examples = difference.getAsJsonArray("examples");
        assertThat(examples).hasSize(1);
        return examples.get(0).getAsJsonObject();
    }
}
