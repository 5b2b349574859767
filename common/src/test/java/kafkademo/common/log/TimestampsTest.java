package kafkademo.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    private long now;

    private String at(Timestamps timestamps, String time) {
        now = Instant.parse(time).toEpochMilli();
        return timestamps.now();
    }

    @Test
    void alwaysHasThreeDigitsOfMilliseconds() {
        Timestamps utc = new Timestamps(() -> now, ZoneOffset.UTC);

        assertThat(at(utc, "2026-11-24T06:00:00.007Z")).isEqualTo("2026-11-24T06:00:00.007Z");
        assertThat(at(utc, "2026-11-24T06:00:00.120Z")).isEqualTo("2026-11-24T06:00:00.120Z");
        assertThat(at(utc, "2026-11-24T06:00:01.999Z")).isEqualTo("2026-11-24T06:00:01.999Z");
        assertThat(at(utc, "2026-11-25T00:00:00Z")).isEqualTo("2026-11-25T00:00:00.000Z");
        assertThat(at(utc, "1969-12-31T23:59:59.999Z")).isEqualTo("1969-12-31T23:59:59.999Z");
    }

    @Test
    void hasTheOffsetOfTheZoneAtThatTime() {
        Timestamps zurich = new Timestamps(() -> now, ZoneId.of("Europe/Zurich"));

        assertThat(at(zurich, "2026-11-24T06:00:00.007Z")).isEqualTo("2026-11-24T07:00:00.007+01:00");
        assertThat(at(zurich, "2026-03-29T00:59:59.999Z")).isEqualTo("2026-03-29T01:59:59.999+01:00");
        assertThat(at(zurich, "2026-03-29T01:00:00Z")).isEqualTo("2026-03-29T03:00:00.000+02:00");
    }
}
