package kafkademo.common.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;

/**
 * The time on a line, in ISO 8601 with milliseconds and offset. slf4j-simple could write it too, but would format it for every
 * line, which takes as long as the rest of the line; here the lines of one millisecond share it.
 */
final class Timestamps {
    private final LongSupplier epochMillis;
    private final DateTimeFormatter format;
    private long shown = Long.MIN_VALUE;
    private String text;

    /** @param epochMillis a clock such as {@link System#currentTimeMillis} */
    Timestamps(LongSupplier epochMillis, ZoneId zone) {
        this.epochMillis = epochMillis;
        this.format =
                DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX").withZone(zone);
    }

    synchronized String now() {
        long now = epochMillis.getAsLong();
        if (now != shown) {
            shown = now;
            text = format.format(Instant.ofEpochMilli(now));
        }
        return text;
    }
}
