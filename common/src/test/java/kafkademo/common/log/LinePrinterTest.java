package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinePrinterTest {
    private final List<String> pieces = new ArrayList<>();
    private final LinePrinter printer = new LinePrinter(new OutputStream() {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            pieces.add(new String(bytes, offset, count, StandardCharsets.UTF_8));
        }
    });

    @Test
    void aLineComesInOnePieceAndInUtf8() {
        printer.println("Café …");
        printer.println((String) null);

        assertThat(pieces).containsExactly("Café …" + System.lineSeparator(), "null" + System.lineSeparator());
    }

    @Test
    void linesAndOtherTextKeepTheirOrder() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LinePrinter mixed = new LinePrinter(bytes);
        mixed.print("a");
        mixed.println("b");
        mixed.println((Object) "c");
        mixed.println("é");

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).containsExactly("ab", "c", "é");
    }
}
