package kafkademo.producer.shop;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Makes ids from a seeded random, by hand: {@code UUID.randomUUID} and {@code String.format} would each cost more than
 * the rest of an event.
 */
final class Ids {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] HYPHENATED =
            "........-....-....-....-............".getBytes(StandardCharsets.ISO_8859_1);

    private final SplittableRandom random;

    /** @param random of this object alone: then no two of its numbers are the same, and neither are two ids */
    Ids(SplittableRandom random) {
        this.random = random;
    }

    /** An id in the shape of a random UUID (version 4). */
    Id uuid() {
        long high = random.nextLong() & ~0xF000L | 0x4000L;
        long low = random.nextLong() & ~(0xCL << 60) | 0x8L << 60;
        byte[] uuid = HYPHENATED.clone();
        hex(high >>> 32, uuid, 0, 8);
        hex(high >>> 16, uuid, 9, 4);
        hex(high, uuid, 14, 4);
        hex(low >>> 48, uuid, 19, 4);
        hex(low, uuid, 24, 12);
        return Id.ofAscii(uuid);
    }

    /** A prefix and 16 hexadecimal digits, for example {@code ord-91f0c2d4a67be385}. */
    Id withPrefix(String prefix) {
        int start = prefix.length();
        byte[] id = new byte[start + Long.BYTES * 2];
        for (int i = 0; i < start; i++) {
            id[i] = (byte) prefix.charAt(i);
        }
        hex(random.nextLong(), id, start, Long.BYTES * 2);
        return Id.ofAscii(id);
    }

    /** Writes the lowest {@code digits} hexadecimal digits of {@code bits} from {@code at} on. */
    private static void hex(long bits, byte[] into, int at, int digits) {
        long rest = bits;
        for (int i = at + digits - 1; i >= at; i--) {
            into[i] = DIGITS[(int) rest & 0xF];
            rest >>>= 4;
        }
    }
}
