package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import kafkademo.testing.StrictJson;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lines on their whole way, through the real slf4j-simple. */
class LogsTest {
    private static final String TIME =
            "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}(Z|[+-][0-9:]{5}) ";

    private final PrintStream standardOutput = System.out;
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @AfterEach
    void restoreStandardOutput() {
        System.setOut(standardOutput);
    }

    private List<String> written(String format) {
        Logs logs = Logs.redirect(format, "demo", written, failure -> {});
        Log log = logs.named("part");
        log.info("started", line -> line.add("name", "Café").add("count", 3));
        log.debug("hidden", line -> {
            throw new AssertionError("asked for the fields of a hidden line");
        });
        log.warn("careful");
        log.error("failed", new IllegalStateException("no luck"));
        logs.drain();
        return written.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void textLinesHaveTimeLevelAndName() {
        List<String> lines = written("text");

        assertThat(lines).allSatisfy(line -> assertThat(line).matches(TIME + ".*"));
        assertThat(lines)
                .extracting(line -> line.replaceFirst(TIME, ""))
                .containsExactly(
                        "INFO part - started name=\"Café\" count=3",
                        "WARN part - careful",
                        "ERROR part - failed cause=\"no luck\" exception=java.lang.IllegalStateException");
        assertThat(lines)
                .allSatisfy(line -> assertThat(TextLine.parse(line).logger()).isEqualTo("part"));
    }

    @Test
    void jsonLinesAreObjects() {
        List<JsonObject> lines = written("json").stream()
                .map(line -> StrictJson.parse(line).getAsJsonObject())
                .toList();

        assertThat(lines)
                .extracting(line -> line.get("message").getAsString())
                .containsExactly("started", "careful", "failed");
        assertThat(lines)
                .allSatisfy(
                        line -> assertThat(line.get("log.logger").getAsString()).isEqualTo("part"))
                .allSatisfy(line ->
                        assertThat(line.get("service.name").getAsString()).isEqualTo("demo"));
        assertThat(lines.get(0).get("name").getAsString()).isEqualTo("Café");
    }

    @Test
    void aPrintedTextIsWrappedLineByLine() {
        Logs logs = Logs.redirect("json", "demo", written, failure -> {});
        System.out.println("INFO org.apache.kafka.Config - values:\n\ta = 1\n\tb = 2\n");
        logs.drain();

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .extracting(line ->
                        StrictJson.parse(line).getAsJsonObject().get("message").getAsString())
                .containsExactly("values:", "\ta = 1", "\tb = 2");
    }

    @Test
    void aPrintedStackTraceIsWrappedLineByLine() {
        Logs logs = Logs.redirect("json", "demo", written, failure -> {});
        new IllegalStateException("no luck").printStackTrace(System.out);
        logs.drain();

        assertThat(written.toString(StandardCharsets.UTF_8).lines())
                .hasSizeGreaterThan(1)
                .allSatisfy(line ->
                        assertThat(StrictJson.parse(line).isJsonObject()).isTrue());
    }
}
