package kafkademo.producer.shop;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Gives events their ids and times, and everything else its id. The same seed gives the same ids. */
final class Journal {
    private static final HexFormat HEX = HexFormat.of();

    private final SplittableRandom random;
    private final LongSupplier epochMillis;

    /** @param random used by nothing else: it never returns the same number twice, so all ids are unique */
    Journal(SplittableRandom random, LongSupplier epochMillis) {
        this.random = random;
        this.epochMillis = epochMillis;
    }

    /** An event that happens now. */
    Event event(EventType type, Details details) {
        return event(type, eventId(), details);
    }

    Event event(EventType type, String eventId, Details details) {
        return new Event(type, eventId, epochMillis.getAsLong(), details);
    }

    /** An id in the shape of a random UUID (version 4). */
    String eventId() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & ~(0xCL << 60) | 0x8L << 60;
        return new UUID(high, low).toString();
    }

    /** A prefix and 16 hexadecimal digits, for example {@code ord-91f0c2d4a67be385}. */
    String id(String prefix) {
        return prefix + HEX.toHexDigits(random.nextLong());
    }
}
