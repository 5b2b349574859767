package kafkademo.common.log;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import kafkademo.fuzz.Allocation;
import kafkademo.fuzz.Corpus;
import kafkademo.testing.JsonLine;
import kafkademo.testing.Printable;
import kafkademo.testing.Shown;
import kafkademo.testing.TextLine;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.MethodSource;

/** Writes lines as a service does, and reads them as a collector does. */
class LogLineFuzzTest {
    /** What two lines with seven fields may allocate, and for each byte of the fields' values. */
    private static final int SMALL = 100_000;

    private static final int PER_BYTE = 1_200;

    private static final int LONGEST_LIMIT = 128;

    private static final ByteArrayOutputStream OUT = new ByteArrayOutputStream();
    private static final Logs TEXT;
    private static final Logs JSON;

    static {
        Logging.configure(Logging.DEFAULT_LEVEL);
        JSON = logs(Logging.JSON);
        TEXT = logs(Logging.DEFAULT_FORMAT); // the last one, since it redirects what slf4j prints
    }

    private static Logs logs(String format) {
        return Logs.redirect(format, "fuzzed", OUT, failure -> {
            throw new AssertionError(failure);
        });
    }

    static Stream<Named<byte[]>> corpus() {
        return Corpus.named("log-values.txt");
    }

    @MethodSource("corpus")
    @FuzzTest
    void aLineIsOneLineAndReadsBackInBothFormats(byte[] value) {
        String text = new String(value, StandardCharsets.UTF_8);
        String units = ByteBuffer.wrap(value).asCharBuffer().toString();
        int limit = value.length == 0 ? LONGEST_LIMIT : 1 + (value[0] & LONGEST_LIMIT - 1);
        Consumer<LogLine> fields = line -> line.add("text", text)
                .add("units", units)
                .add("bytes_of", value, Integer.MAX_VALUE)
                .add("cut_text", text, limit)
                .add("cut_units", units, limit)
                .add("cut_bytes", value, limit)
                .add("last", "a b");
        String[] lines = Allocation.within(SMALL + (long) PER_BYTE * value.length, () -> {
            TEXT.named("fuzzed").info("happened", fields);
            TEXT.drain(); // else the other line may come first
            JSON.named("fuzzed").info("happened", fields);
            return written();
        });
        check(lines.length == 2, lines);

        TextLine read = TextLine.parse(lines[0]);
        check(read.fields().equals(JsonLine.parse(lines[1]).inText().fields()), lines);
        check(read.message().equals("happened") && read.fields().size() == 7, lines);
        check(Arrays.equals(Shown.bytes(read.value("text")), Shown.bytesOf(text)), lines);
        check(Arrays.equals(Shown.bytes(read.value("units")), Shown.bytesOf(units)), lines);
        check(Arrays.equals(Shown.bytes(read.value("bytes_of")), value), lines);
        check(isCut(read.value("cut_text"), Shown.bytesOf(text)), lines);
        check(isCut(read.value("cut_units"), Shown.bytesOf(units)), lines);
        check(isCut(read.value("cut_bytes"), value), lines);
        check(read.value("last").equals("a b"), lines);
    }

    /** Whatever an exception says, and whatever a library prints. */
    @MethodSource("corpus")
    @FuzzTest
    void anExceptionIsOneLineToo(byte[] value) {
        Exception thrown = new IllegalStateException(new String(value, StandardCharsets.UTF_8));
        TEXT.named("fuzzed").error("failed", thrown);
        TEXT.drain();
        JSON.named("fuzzed").error("failed", thrown);
        String[] lines = written();
        check(lines.length == 2, lines);

        TextLine read = TextLine.parse(lines[0]);
        check(read.fields().equals(JsonLine.parse(lines[1]).inText().fields()), lines);
        check(read.level().equals("ERROR") && read.message().equals("failed"), lines);
        check(read.fields().keySet().stream().toList().toString().equals("[cause, exception]"), lines);
    }

    /** Returns the lines since the last call, each of which can be shown on a terminal as it is. */
    private static String[] written() {
        JSON.drain();
        try {
            String all = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(OUT.toByteArray()))
                    .toString();
            OUT.reset();
            String[] lines = all.split("\n", -1);
            check(lines[lines.length - 1].isEmpty() && Printable.isLine(all.replace("\n", "")), lines);
            return Arrays.copyOf(lines, lines.length - 1);
        } catch (CharacterCodingException e) {
            throw new AssertionError("not UTF-8", e);
        }
    }

    /** Returns whether what is shown is the value, or its beginning and an ellipsis. */
    private static boolean isCut(String shown, byte[] value) {
        if (Arrays.equals(Shown.bytes(shown), value)) {
            return true;
        }
        byte[] kept = Shown.bytes(shown.substring(0, shown.length() - 1));
        return shown.endsWith("…")
                && kept.length < value.length
                && Arrays.equals(kept, Arrays.copyOf(value, kept.length));
    }

    private static void check(boolean isRight, String[] lines) {
        if (!isRight) {
            throw new AssertionError(String.join("\n", lines));
        }
    }
}
