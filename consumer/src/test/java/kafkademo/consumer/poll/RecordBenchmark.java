package kafkademo.consumer.poll;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.log.Logging;
import kafkademo.common.log.Logs;
import kafkademo.consumer.decode.Decoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures what one record costs after the Kafka client has returned it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordBenchmark {
    private static final byte[] VALID = """
            {"event_id":"2cd0f6ec-8a65-4c0f-9a46-1e9a2f0c3b57","event_type":"cart_item_added",\
            "occurred_at":"2026-11-24T06:00:00.123Z","shopper_id":"shp-1f0c3b578a65ec2d",\
            "session_id":"ses-91f0c2d4a67be385","product_id":"sku-1002","name":"Café crème beans 1 kg",\
            "quantity":2,"unit_price":18.49,"currency":"EUR"}""".getBytes(StandardCharsets.UTF_8);
    private static final byte[] MALFORMED = new String(VALID, StandardCharsets.UTF_8)
            .replace(",\"quantity", "\"quantity")
            .getBytes(StandardCharsets.UTF_8);

    private final Decoder decoder = new Decoder();
    private final RecordHandler silent = handler(0);
    private final RecordHandler talkative = handler(Long.MAX_VALUE);
    private final ConsumerRecord<byte[], byte[]> valid = record(VALID);
    private final ConsumerRecord<byte[], byte[]> malformed = record(MALFORMED);

    private static RecordHandler handler(long linesPerSecond) {
        Logging.configure("info");
        Log log = Lines.LOGS.named("consumer");
        LineBudget budget = new LineBudget(() -> linesPerSecond, System::nanoTime);
        return new RecordHandler(
                new Decoder(),
                new ConsumerMetrics(System::nanoTime),
                log,
                budget,
                budget,
                System::currentTimeMillis,
                () -> RecordHandler.SKIP,
                null);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        return new ConsumerRecord<>(
                "user_activity",
                2,
                123_456,
                System.currentTimeMillis(),
                TimestampType.CREATE_TIME,
                20,
                value.length,
                "ses-91f0c2d4a67be385".getBytes(StandardCharsets.UTF_8),
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    /** Decodes a valid document. */
    @Benchmark
    public Object decodeValid() {
        return decoder.decode(VALID);
    }

    /** Decodes a malformed document. */
    @Benchmark
    public Object decodeMalformed() {
        return decoder.decode(MALFORMED);
    }

    /** Handles a record without a line. */
    @Benchmark
    public void handleSilently() {
        silent.handle(valid, false);
    }

    /** Sends lines through the service's output to nowhere, which leaves out the operating system's work. */
    @State(Scope.Thread)
    public static class Lines {
        private static final PrintStream STANDARD = System.out;
        private static final Logs LOGS =
                Logs.redirect("text", "consumer", OutputStream.nullOutputStream(), failure -> {});
        private static final PrintStream NOWHERE = System.out;

        static {
            System.setOut(STANDARD);
        }

        /** Redirects standard output during an iteration. */
        @Setup(Level.Iteration)
        public void redirect() {
            System.setOut(NOWHERE);
        }

        /** Restores standard output, which the harness itself needs. */
        @TearDown(Level.Iteration)
        public void restore() {
            System.setOut(STANDARD);
        }
    }

    /** Handles a valid record with a line. */
    @Benchmark
    public void handleWithLine(Lines lines) {
        talkative.handle(valid, false);
    }

    /** Handles a malformed record with a line. */
    @Benchmark
    public void handleMalformedWithLine(Lines lines) {
        talkative.handle(malformed, false);
    }
}
