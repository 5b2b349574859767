package kafkademo.consumer.poll;

import static kafkademo.consumer.poll.Records.bytes;
import static kafkademo.consumer.poll.Records.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import kafkademo.common.Topic;
import kafkademo.common.log.LineBudget;
import kafkademo.common.log.Log;
import kafkademo.common.metrics.Bean;
import kafkademo.consumer.decode.Decoder;
import kafkademo.testing.RecordingLog;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A record's time stamp is whatever its sender wrote. */
class RecordAgeTest {
    private static final long NOW = 1_790_000_000_000L;
    private static final long NO_TIMESTAMP = -1;

    private final ConsumerMetrics metrics = new ConsumerMetrics(System::nanoTime);
    private final RecordingLog log = new RecordingLog("INFO", "WARN", "ERROR");
    private final RecordHandler handler = new RecordHandler(
            new Decoder(),
            metrics,
            new Log(log.logger()),
            new LineBudget(() -> 1_000, () -> 0),
            new LineBudget(() -> 1_000, () -> 0),
            () -> NOW,
            () -> RecordHandler.SKIP,
            null);

    private static ConsumerRecord<byte[], byte[]> record(long timestamp, String value) {
        return new ConsumerRecord<>(
                "orders",
                0,
                0,
                timestamp,
                TimestampType.CREATE_TIME,
                -1,
                -1,
                null,
                bytes(value),
                new RecordHeaders(),
                Optional.empty());
    }

    @ParameterizedTest
    @CsvSource({
        Long.MAX_VALUE + ",0",
        Long.MAX_VALUE / 1_000 + ",0",
        (NOW + 1) + ",0",
        NOW + ",0",
        (NOW - 1) + ",1",
        "0," + NOW,
        NO_TIMESTAMP + ",0",
        Long.MIN_VALUE + ",0"
    })
    void theAgeIsNeverNegativeAndNeverOverflows(long timestamp, long ageMillis) {
        handler.handle(record(timestamp, "{}"), false);
        handler.handle(record(timestamp, "{"), false);

        assertThat(log.lines().get(0)).endsWith(" age_ms=" + ageMillis);
        Bean latency = metrics.topic(Topic.ORDERS).latency().sinceStart();
        assertThat(read(latency, "Count")).isEqualTo(2);
        assertThat(read(latency, "MaxMs")).isEqualTo(ageMillis);
        assertThat(read(latency, "P50Ms")).isEqualTo(ageMillis);
    }
}
