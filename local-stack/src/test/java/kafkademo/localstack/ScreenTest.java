package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void eachLineBeginsWithThePaddedName() {
        Screen screen = new Screen(out, false);
        screen.line("kafka", "a\tb | c");
        screen.of("consumer").accept("é");
        screen.say("two\nlines");

        assertThat(written())
                .isEqualTo("kafka     | a\tb | c\n" + "consumer  | é\n" + "stack     | two\n" + "stack     | lines\n");
    }

    @Test
    void onlyThePrefixIsColouredAndEachProcessHasItsOwnColour() {
        Screen screen = new Screen(out, true);
        for (String name : List.of("zookeeper", "kafka", "producer", "consumer", "stack")) {
            screen.line(name, "text");
        }

        assertThat(written().lines())
                .allMatch(line -> line.matches("\033\\[\\d+m[a-z]+ *\\| \033\\[0mtext"))
                .extracting(line -> line.substring(0, line.indexOf('m')))
                .doesNotHaveDuplicates();
    }

    @Test
    void aLineIsWrittenInOnePiece() {
        List<byte[]> writes = new ArrayList<>();
        Screen screen = new Screen(
                new OutputStream() {
                    @Override
                    public void write(int b) {
                        writes.add(new byte[] {(byte) b});
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        writes.add(bytes);
                    }
                },
                true);
        screen.line("producer", "text");

        assertThat(writes).hasSize(1);
    }

    @Test
    void theScreenReportsThatNobodyReadsAnyMore() {
        Screen screen = new Screen(
                new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        throw new IOException("Broken pipe");
                    }
                },
                false);
        assertThat(screen.gone()).isNotDone();

        screen.say("text");

        assertThat(screen.gone()).isCompleted();
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
