package kafkademo.common.log;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;

/**
 * The time on a line, in ISO 8601 with milliseconds and offset. slf4j-simple could write it too, but takes as long for it as for
 * the rest of the line; here only the milliseconds are formatted for each line.
 */
final class Timestamps {
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("XXX");

    private final LongSupplier epochMillis;
    private final ZoneId zone;
    private long second = Long.MIN_VALUE;
    private String beforeMillis;
    private String offset;

    /** @param epochMillis a clock such as {@link System#currentTimeMillis} */
    Timestamps(LongSupplier epochMillis, ZoneId zone) {
        this.epochMillis = epochMillis;
        this.zone = zone;
    }

    synchronized String now() {
        long now = epochMillis.getAsLong();
        long newSecond = Math.floorDiv(now, 1_000L);
        if (newSecond != second) {
            second = newSecond;
            var time = Instant.ofEpochSecond(second).atZone(zone);
            beforeMillis = SECOND.format(time);
            offset = OFFSET.format(time);
        }
        String thousandAndMillis = String.valueOf(1_000 + Math.floorMod(now, 1_000));
        return beforeMillis + thousandAndMillis.substring(1) + offset;
    }
}
