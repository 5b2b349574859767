package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Starts the programs in an ASCII-only environment with invalid settings. */
class RefusedSettingsIT {
    private static final Artifacts ARTIFACTS = Artifacts.under(Path.of(System.getProperty("project.root")));

    @TempDir
    private Path folder;

    private record Outcome(int exitCode, String out, String err) {}

    private static Stream<Arguments> programs() {
        return Stream.of(
                Arguments.of("producer", ARTIFACTS.producer(), List.of()),
                Arguments.of("consumer", ARTIFACTS.consumer(), List.of()),
                Arguments.of("reconcile", ARTIFACTS.consumer(), List.of("reconcile")));
    }

    private Outcome run(Path jar, List<String> arguments, Map<String, String> environment)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                JavaCommand.ofJar(List.of("-Xmx64m", "-Dstderr.encoding=US-ASCII", "-Djava.io.tmpdir=" + folder), jar));
        command.addAll(arguments);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().clear();
        builder.environment().put("LC_ALL", "C");
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Outcome(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("programs")
    void invalidSettingsAreReportedInUtf8WhateverTheLocale(String name, Path jar, List<String> arguments)
            throws Exception {
        Outcome outcome = run(jar, arguments, Map.of("KAFKA_BROKER", "kafka"));

        assertThat(outcome.err())
                .isEqualTo(name + ": KAFKA_BROKER=\"kafka\" is not allowed: host:port[,host:port…],"
                        + " ports from 1 to 65535\n");
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(2);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void onlyTheProgramsOwnSettingsStopIt(String name, Path jar, List<String> arguments) throws Exception {
        Outcome outcome = run(
                jar,
                arguments,
                Map.of(
                        "BOOTSTRAP_SERVERS", "hunter2:9092",
                        "LOGLEVEL", "hunter2",
                        "SPEED", "hunter2",
                        "KAFKA_CLIENT_NO_SUCH_PROPERTY", "hunter2"));

        assertThat(outcome.err())
                .isEqualTo(name + ": KAFKA_CLIENT_NO_SUCH_PROPERTY is not allowed: this Kafka client has no property"
                        + " no.such.property\n");
        assertThat(outcome.out()).doesNotContain("hunter2");
        assertThat(outcome.exitCode()).isEqualTo(2);
    }
}
