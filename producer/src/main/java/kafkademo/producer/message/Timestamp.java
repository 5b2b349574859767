package kafkademo.producer.message;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Formats moments as ISO 8601 in UTC with milliseconds, for example {@code 2026-11-24T06:00:00.123Z}. The date and time
 * down to the second are kept from one call to the next: consecutive events mostly share them.
 */
final class Timestamp {
    /** Bytes of a formatted moment. */
    static final int LENGTH = 24;

    private static final DateTimeFormatter TO_THE_SECOND =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int MILLIS_AT = 20;

    private final byte[] text = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.ISO_8859_1);
    private long second = Long.MIN_VALUE;

    /**
     * Formats a moment.
     *
     * @param epochMillis milliseconds since 1970-01-01T00:00:00Z, in the years 0 to 9999
     * @return {@value #LENGTH} bytes of ASCII, valid until the next call
     */
    byte[] format(long epochMillis) {
        long newSecond = Math.floorDiv(epochMillis, 1000L);
        if (newSecond != second) {
            byte[] prefix =
                    TO_THE_SECOND.format(Instant.ofEpochSecond(newSecond)).getBytes(StandardCharsets.ISO_8859_1);
            System.arraycopy(prefix, 0, text, 0, MILLIS_AT - 1);
            second = newSecond;
        }
        int millis = (int) (epochMillis - newSecond * 1000);
        text[MILLIS_AT] = (byte) ('0' + millis / 100);
        text[MILLIS_AT + 1] = (byte) ('0' + millis / 10 % 10);
        text[MILLIS_AT + 2] = (byte) ('0' + millis % 10);
        return text;
    }
}
