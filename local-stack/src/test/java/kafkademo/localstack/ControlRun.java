package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One run of the command {@code control} as a process. */
record ControlRun(int exitCode, String output) {
    static ControlRun of(TestBroker broker, ServiceRun service, String... arguments)
            throws IOException, InterruptedException {
        return of(broker.artifacts(), Path.of(service.lines("starting").get(0).value("control")), arguments);
    }

    static ControlRun of(Artifacts artifacts, Path socket, String... arguments)
            throws IOException, InterruptedException {
        Path libraries = artifacts.producer().resolveSibling("lib");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                libraries.resolve("*").toString(),
                "kafkademo.common.control.ControlMain",
                "--socket",
                socket.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LC_ALL", "C");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new ControlRun(process.exitValue(), output);
    }
}
