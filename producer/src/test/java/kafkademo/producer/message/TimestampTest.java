package kafkademo.producer.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
    private final Timestamp timestamp = new Timestamp();

    private String format(long epochMillis) {
        return new String(timestamp.format(epochMillis), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00.000Z",
                "1969-12-31T23:59:59.999Z",
                "2026-11-24T06:00:00.123Z",
                "2024-02-29T23:59:59.007Z",
                "9999-12-31T23:59:59.990Z"
            })
    void writesMillisecondsInUtc(String text) {
        assertThat(format(Instant.parse(text).toEpochMilli())).isEqualTo(text);
    }

    @Test
    void remembersNoSecondTooLong() {
        SplittableRandom random = new SplittableRandom(2);
        long now = Instant.parse("2026-12-31T23:59:50Z").toEpochMilli();
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(-400, 700);
            Instant moment = Instant.ofEpochMilli(now);
            String text = format(now);
            assertThat(Instant.parse(text)).isEqualTo(moment.truncatedTo(ChronoUnit.MILLIS));
            assertThat(text).hasSize(Timestamp.LENGTH);
        }
    }
}
