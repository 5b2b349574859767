package kafkademo.producer.shop;

import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes ids from a seeded random number generator, so that the same seed gives the same ids. */
final class Ids {
    private static final HexFormat HEX = HexFormat.of();

    private final SplittableRandom random;

    /** @param random used by nothing else: then it never returns the same number twice, and all ids are unique */
    Ids(SplittableRandom random) {
        this.random = random;
    }

    /** An id in the shape of a random UUID (version 4). */
    String uuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & ~(0xCL << 60) | 0x8L << 60;
        return new UUID(high, low).toString();
    }

    /** A prefix and 16 hexadecimal digits, for example {@code ord-91f0c2d4a67be385}. */
    String withPrefix(String prefix) {
        return prefix + HEX.toHexDigits(random.nextLong());
    }
}
