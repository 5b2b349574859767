package kafkademo.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinePumpTest {
    private final List<String> lines = new ArrayList<>();

    @Test
    void passesOnEveryLineEvenALastOneWithoutALineBreak() {
        LinePump.pump(stream("one\n\nzwölf\nlast"), lines::add);

        assertThat(lines).containsExactly("one", "", "zwölf", "last");
    }

    @Test
    void aPumpEndsQuietlyWhenTheProcessIsKilled() {
        InputStream broken = new InputStream() {
            private final InputStream begin = stream("one\ntw");

            @Override
            public int read() throws IOException {
                int next = begin.read();
                if (next < 0) {
                    throw new IOException("Stream closed");
                }
                return next;
            }
        };
        LinePump.pump(broken, lines::add);

        assertThat(lines).first().isEqualTo("one");
    }

    @Test
    void theTailKeepsOnlyTheLastLines() {
        Tail tail = new Tail(2);
        LinePump.pump(stream("one\ntwo\nthree\n"), tail::add);

        assertThat(tail.lines()).containsExactly("two", "three");
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }
}
