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

    /** Keeps the writes apart. */
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
        output.write(text + '\n');
    }

    @Test
    void writesASingleLineAtOnce() {
        line("first");
        now.addAndGet(5 * MILLISECOND);
        line("second");

        assertThat(sink.writes).containsExactly("first\n", "second\n");
    }

    @Test
    void writesTheLinesOfABurstTogether() {
        line("a");
        line("b");
        now.addAndGet(5 * MILLISECOND - 1);
        line("c");
        assertThat(sink.writes).containsExactly("a\n");

        now.addAndGet(1);
        line("d");
        assertThat(sink.writes).containsExactly("a\n", "b\nc\nd\n");
    }

    @Test
    void drainWritesWhatABurstLeavesBehindAndNothingTwice() {
        line("a");
        line("b");
        output.drain();
        output.drain();

        assertThat(sink.writes).containsExactly("a\n", "b\n");
    }

    @Test
    void writesAFullBufferWithoutBeingAsked() {
        line("a");
        line("y".repeat(32 * 1024 - 2));
        assertThat(sink.writes).containsExactly("a\n");
        line("z");
        assertThat(sink.writes).hasSize(2);
        line("x".repeat(1_000_000));
        assertThat(sink.writes).hasSize(3);
    }

    @Test
    void reportsAFailingSinkOnceAndDropsTheRest() {
        sink.failure = new IOException("Broken pipe");
        line("a");
        now.addAndGet(10 * MILLISECOND);
        line("b");
        line("x".repeat(100_000));
        output.drain();

        assertThat(failures).containsExactly(sink.failure);
        assertThat(sink.writes).isEmpty();
    }

    @Test
    void losesNoLineWhateverTheSizesAndTimes() {
        Random random = new Random(7);
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < 3_000; round++) {
            String text = (char) ('a' + round % 26)
                    + ".".repeat(random.nextInt(200) == 0 ? random.nextInt(200_000) : random.nextInt(300));
            expected.add(text);
            line(text);
            now.addAndGet(random.nextInt(2) * MILLISECOND);
        }
        output.drain();

        assertThat(sink.all.toString(StandardCharsets.US_ASCII).lines()).containsExactlyElementsOf(expected);
    }

    @Test
    void keepsTheLinesOfSeveralThreadsWholeAndInOrder() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (char name = 'a'; name <= 'd'; name++) {
            char thread = name;
            threads.execute(() -> {
                for (int number = 0; number < 5_000; number++) {
                    line(thread + " " + number);
                    if (number % 100 == 0) {
                        output.drain();
                        now.addAndGet(MILLISECOND);
                    }
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        output.drain();

        int[] next = new int[4];
        sink.all.toString(StandardCharsets.US_ASCII).lines().forEach(line -> {
            assertThat(line.substring(2)).isEqualTo(String.valueOf(next[line.charAt(0) - 'a']++));
        });
        assertThat(next).containsOnly(5_000);
    }
}
