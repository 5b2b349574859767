package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kafkademo.common.log.Log;
import kafkademo.common.settings.Setting;
import kafkademo.testing.RecordingLog;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user sees it: output, errors, exit code. */
@Timeout(60)
class ControlMainTest {
    private static final String TABLE = """
            SETTING     NOW  AT START  UNTIL  ALLOWED
            ERROR_RATE  0.1  0.1              a number from 0 to 1, decimals allowed
            """;

    @TempDir
    private Path folder;

    private final Log log = new Log(new RecordingLog().logger());
    private final Knobs knobs = new Knobs(log);

    ControlMainTest() {
        knobs.add(Setting.decimal("ERROR_RATE", 0, 1), 0.1);
    }

    private record Outcome(int exitCode, String out, String err) {}

    private Path path() {
        return folder.resolve("control.sock");
    }

    private Outcome control(String... arguments) {
        List<String> all = new ArrayList<>(List.of("--socket", path().toString()));
        all.addAll(List.of(arguments));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = ControlMain.run(
                all.toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Outcome(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Outcome noAnswer(String problem) {
        return new Outcome(1, "", "control: no answer from a service at " + path() + ": " + problem + "\n");
    }

    private ControlServer answering(Function<List<String>, List<String>> commands) {
        return new ControlServer(commands, 5_000, log).listen(path());
    }

    private Outcome controlled(String... arguments) {
        try (ControlServer server = new ControlServer(knobs, log)) {
            server.listen(path());
            return control(arguments);
        }
    }

    @Test
    void showsAllSettings() {
        assertThat(controlled()).isEqualTo(new Outcome(0, TABLE, ""));
    }

    @Test
    void changesASetting() {
        assertThat(controlled("ERROR_RATE=0.5")).isEqualTo(new Outcome(0, "ERROR_RATE: 0.1 -> 0.5\n", ""));
        assertThat(knobs.rows().get(0).get(1)).isEqualTo("0.5");
    }

    @Test
    void changesASettingTemporarily() {
        assertThat(controlled("ERROR_RATE=0.5", "--for", "1h").out())
                .matches("ERROR_RATE: 0\\.1 -> 0\\.5 until [-0-9]+T[:0-9]+Z, then 0\\.1\n");
        assertThat(knobs.rows().get(0).get(3)).endsWith(", then 0.1");
    }

    @Test
    void reportsEveryWrongSetting() {
        assertThat(controlled("ERROR_RATE=2", "ERORR_RATE=1")).isEqualTo(new Outcome(2, "", """
                        control: ERORR_RATE is not allowed: did you mean ERROR_RATE?
                        control: ERROR_RATE="2" is not allowed: a number from 0 to 1, decimals allowed
                        """));
        assertThat(knobs.settingChanges()).isZero();
    }

    @Test
    void rejectsAnArgumentThatIsNotUnderstood() {
        assertThat(controlled("loud")).isEqualTo(new Outcome(2, "", """
                        control: loud is not understood: expected NAME=VALUE, --for TIME or --socket PATH
                        """));
    }

    @Test
    void rejectsARequestThatIsTooLong() {
        assertThat(controlled("ERROR_RATE=" + "1".repeat(20_000)))
                .isEqualTo(new Outcome(2, "", "control: request too long\n"));
    }

    @Test
    void showsHelpWithoutAService() {
        assertThat(control("--help")).isEqualTo(new Outcome(0, ControlMain.HELP, ""));
        assertThat(control("ERROR_RATE=1", "-h")).isEqualTo(new Outcome(0, ControlMain.HELP, ""));
        assertThat(ControlMain.HELP.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void failsIfThereIsNoSocket() {
        assertThat(control()).isEqualTo(noAnswer("No such file or directory"));
    }

    @Test
    void failsIfNobodyListens() throws Exception {
        Files.createFile(path()); // the same as a socket without a listener
        assertThat(control()).isEqualTo(noAnswer("Connection refused"));
    }

    @Test
    void rejectsAPathThatIsNone() {
        assertThat(control("--socket", "a\0b")).isEqualTo(new Outcome(2, "", "control: not a path: a\0b\n"));
        assertThat(control("--socket=/" + "x".repeat(200)).exitCode()).isEqualTo(1);
    }

    @Test
    void failsIfTheServiceFails() {
        try (ControlServer server = answering(request -> List.of("failed", "busy"))) {
            assertThat(control()).isEqualTo(new Outcome(1, "", "control: busy\n"));
            assertThat(server).isNotNull();
        }
    }

    @Test
    void failsIfTheAnswerMakesNoSense() {
        try (ControlServer server = answering(request -> List.of("HTTP/1.1 200 OK", ""))) {
            assertThat(control()).isEqualTo(new Outcome(1, "", "control: the service's answer makes no sense\n"));
            assertThat(server).isNotNull();
        }
    }

    @Test
    void failsIfTheServiceHangsUp() throws Exception {
        try (ServerSocketChannel hangingUp = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            hangingUp.bind(UnixDomainSocketAddress.of(path()));
            Thread server = new Thread(() -> acceptAndClose(hangingUp));
            server.start();

            assertThat(control()).isEqualTo(noAnswer("it hung up"));
            server.join();
        }
    }

    /** Reads the request first, so that the client does not notice before it has sent it. */
    private static void acceptAndClose(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(1_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The connection is in the backlog; nobody ever accepts it. */
    @Test
    void failsIfTheServiceDoesNotRespond() throws Exception {
        try (ServerSocketChannel silent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            silent.bind(UnixDomainSocketAddress.of(path()));

            assertThatThrownBy(() -> ControlClient.ask(path(), "end\n", 50))
                    .hasMessage("no answer from a service at " + path() + ": it does not respond");
        }
    }

    /** Runs in a JVM without any library: loading a class from one would fail. */
    @Test
    void needsNoLibrary() throws Exception {
        Path classes = Path.of(ControlMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        try (ControlServer server = new ControlServer(knobs, log)) {
            server.listen(path());
            Process process = new ProcessBuilder(
                            ProcessHandle.current().info().command().orElseThrow(),
                            "-Djava.io.tmpdir=" + folder,
                            "-Xlog:class+load:file=" + folder.resolve("classes"),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            classes.toString(),
                            ControlMain.class.getName(),
                            "ERROR_RATE=0.75")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(output).isEqualTo("ERROR_RATE: 0.1 -> 0.75\n");
            assertThat(process.exitValue()).isZero();
        }
        List<String> own = Files.readAllLines(folder.resolve("classes")).stream()
                .filter(line -> line.contains(" kafkademo."))
                .map(line -> line.replaceAll(".* kafkademo\\.common\\.(\\S+) source.*", "$1"))
                .toList();
        assertThat(own)
                .containsExactlyInAnyOrder("control.ControlMain", "control.ControlClient", "control.ControlClient$1");
    }
}
