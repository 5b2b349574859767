package kafkademo.common.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import kafkademo.common.log.Log;
import kafkademo.common.log.RecordingLog;
import kafkademo.common.settings.Setting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command as its user sees it: output, complaints, exit code. */
@Timeout(60)
class ControlMainTest {
    private static final String TABLE = """
            SETTING     NOW  AT START  UNTIL  ALLOWED
            ERROR_RATE  0.1  0.1              a number from 0 to 1, decimals allowed
            """;

    @TempDir
    private Path folder;

    private final Log log = new RecordingLog().logger();
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
    void showsAll() {
        assertThat(controlled()).isEqualTo(new Outcome(0, TABLE, ""));
    }

    @Test
    void changes() {
        assertThat(controlled("ERROR_RATE=0.5")).isEqualTo(new Outcome(0, "ERROR_RATE: 0.1 -> 0.5\n", ""));
        assertThat(knobs.states().get(0).value()).isEqualTo("0.5");
    }

    @Test
    void changesForAWhile() {
        assertThat(controlled("ERROR_RATE=0.5", "--for", "1h").out())
                .matches("ERROR_RATE: 0\\.1 -> 0\\.5 until [-0-9]+T[:0-9]+Z, then 0\\.1\n");
        assertThat(knobs.states().get(0).then()).contains("0.1");
    }

    @Test
    void aWrongValueIsTheUsersMistake() {
        assertThat(controlled("ERROR_RATE=2", "ERORR_RATE=1")).isEqualTo(new Outcome(2, "", """
                        control: ERORR_RATE="1" is no setting: did you mean ERROR_RATE?
                        control: ERROR_RATE="2" is not allowed: a number from 0 to 1, decimals allowed
                        """));
        assertThat(knobs.settingChanges()).isZero();
    }

    @Test
    void aWrongCommandIsTheUsersMistake() {
        assertThat(controlled("loud")).isEqualTo(new Outcome(2, "", """
                        control: "loud" is neither an option nor a setting with its value, such as ERROR_RATE=0.5
                        control --help tells how it is used
                        """));
    }

    @Test
    void tooMuchAtOnceIsTheUsersMistake() {
        assertThat(controlled("ERROR_RATE=" + "1".repeat(20_000)))
                .isEqualTo(new Outcome(2, "", "control: that is too much at once\n"));
    }

    @Test
    void helpNeedsNoService() {
        assertThat(control("--help")).isEqualTo(new Outcome(0, CommandLine.HELP, ""));
    }

    @Test
    void aServiceThatIsNotThere() {
        assertThat(control())
                .isEqualTo(new Outcome(1, "", "control: the service is not there: there is no " + path() + "\n"));
    }

    @Test
    void aServiceThatIsGone() throws Exception {
        Files.createFile(path()); // as good as a socket that nobody listens to
        assertThat(control())
                .isEqualTo(new Outcome(1, "", "control: the service is not there: nobody listens at " + path() + "\n"));
    }

    @Test
    void aPathThatIsTooLong() {
        String path = "/" + "x".repeat(106);
        assertThat(control("--socket", path))
                .isEqualTo(new Outcome(2, "", "control: a socket's path has at most 106 bytes: " + path + "\n"));
    }

    @Test
    void aBusyService() {
        try (ControlServer server = answering(request -> List.of("failed", "busy"))) {
            assertThat(control()).isEqualTo(new Outcome(1, "", "control: busy\n"));
            assertThat(server).isNotNull();
        }
    }

    @Test
    void anAnswerThatMakesNoSense() {
        try (ControlServer server = answering(request -> List.of("HTTP/1.1 200 OK", ""))) {
            assertThat(control()).isEqualTo(new Outcome(1, "", "control: the service's answer makes no sense\n"));
            assertThat(server).isNotNull();
        }
    }

    @Test
    void aServiceThatEndsWithoutAnAnswer() {
        try (ControlServer server = new ControlServer(request -> List.of(), 0, log)) {
            server.listen(path());
            assertThat(control().exitCode()).isEqualTo(1);
        }
    }

    /** A JVM of its own that has this module's classes and no library: if one were touched, it would fail. */
    @Test
    void theCommandNeedsNoLibrary() throws Exception {
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
                .containsExactlyInAnyOrder(
                        "control.ControlMain",
                        "control.CommandLine",
                        "control.ControlClient",
                        "control.UsageException");
    }
}
