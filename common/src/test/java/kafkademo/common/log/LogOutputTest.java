package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogOutputTest {
    private static final long MILLISECOND = 1_000_000L;

    /** Keeps each write apart. */
    private static final class Sink extends OutputStream {
        private final List<String> writes = new ArrayList<>();
        private final ByteArrayOutputStream all = new ByteArrayOutputStream();
        private IOException failure;

        @Override
        public void write(int b) {
            throw new AssertionError("byte by byte");
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            if (failure != null) {
                throw failure;
            }
            writes.add(new String(bytes, offset, count, StandardCharsets.US_ASCII));
            all.write(bytes, offset, count);
        }
    }

    private final Sink sink = new Sink();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - MILLISECOND);
    private final List<IOException> failures = new ArrayList<>();
    private final LogOutput output = new LogOutput(sink, now::get, failures::add);

    private void line(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        output.write(bytes, 0, bytes.length);
        output.flush();
    }

    @Test
    void aSingleLineIsOutAtOnce() {
        line("first");
        now.addAndGet(5 * MILLISECOND);
        line("second");

        assertThat(sink.writes).containsExactly("first", "second");
    }

    @Test
    void theLinesOfABurstGoTogether() {
        line("a");
        line("b");
        now.addAndGet(5 * MILLISECOND - 1);
        line("c");
        assertThat(sink.writes).containsExactly("a");

        now.addAndGet(1);
        line("d");
        assertThat(sink.writes).containsExactly("a", "bcd");
    }

    @Test
    void aDrainWritesWhatABurstLeftBehindAndNothingTwice() {
        line("a");
        line("b");
        output.drain();
        output.drain();
        output.close();

        assertThat(sink.writes).containsExactly("a", "b");
    }

    @Test
    void closingWritesTheRest() {
        line("a");
        line("b");
        output.close();

        assertThat(sink.writes).containsExactly("a", "b");
    }

    @Test
    void bytesOneByOneAreGatheredToo() {
        output.write('a');
        output.write(0x1FF62);
        output.drain();

        assertThat(sink.writes).containsExactly("ab");
    }

    @Test
    void onlyTheAskedPartOfAnArrayIsWritten() {
        output.write("xxabcxx".getBytes(StandardCharsets.US_ASCII), 2, 3);
        output.drain();

        assertThat(sink.writes).containsExactly("abc");
    }

    @Test
    void whatIsLargerThanTheBufferGoesStraightThroughInOrder() {
        String large = "x".repeat(64 * 1024 + 1);
        line("a");
        line("b");
        line(large);
        line("c");
        output.drain();

        assertThat(sink.writes).containsExactly("a", "b", large, "c");
    }

    @Test
    void aFullBufferIsWrittenWithoutBeingAsked() {
        line("a");
        line("y".repeat(64 * 1024 - 1));
        line("z");
        assertThat(sink.writes).containsExactly("a");
        line("!");
        assertThat(sink.writes).hasSize(2);
        output.drain();
        assertThat(sink.writes.get(1)).hasSize(64 * 1024).endsWith("yz");
        assertThat(sink.writes.get(2)).isEqualTo("!");
    }

    @Test
    void aSinkThatFailsIsToldOnceAndTheRestDropped() {
        sink.failure = new IOException("Broken pipe");
        line("a");
        now.addAndGet(10 * MILLISECOND);
        line("b");
        output.write(new byte[100_000], 0, 100_000);
        output.close();

        assertThat(failures).containsExactly(sink.failure);
        assertThat(sink.writes).isEmpty();
    }

    @Test
    void noByteIsLostOrMovedWhateverTheSizesAndTimes() {
        Random random = new Random(7);
        StringBuilder expected = new StringBuilder();
        for (int round = 0; round < 3_000; round++) {
            String text = (char) ('a' + round % 26)
                    + ".".repeat(random.nextInt(200) == 0 ? random.nextInt(200_000) : random.nextInt(300));
            expected.append(text);
            line(text);
            now.addAndGet(random.nextInt(2) * MILLISECOND);
        }
        output.close();

        assertThat(sink.all.toString(StandardCharsets.US_ASCII)).isEqualTo(expected.toString());
    }

    @Test
    void linesOfSeveralThreadsStayWholeAndInOrder() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (char name = 'a'; name <= 'd'; name++) {
            char thread = name;
            threads.execute(() -> {
                for (int number = 0; number < 5_000; number++) {
                    line(thread + " " + number + "\n");
                    if (number % 100 == 0) {
                        output.drain();
                        now.addAndGet(MILLISECOND);
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        output.close();

        int[] next = new int[4];
        sink.all.toString(StandardCharsets.US_ASCII).lines().forEach(line -> {
            assertThat(line.substring(2)).isEqualTo(String.valueOf(next[line.charAt(0) - 'a']++));
        });
        assertThat(next).containsOnly(5_000);
    }
}
