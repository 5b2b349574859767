package kafkademo.producer;

/**
 * Amounts are held as a {@code long} number of minor units (cents), so that a total is exactly the sum of its parts;
 * they turn into a decimal number only in the document.
 */
final class Money {
    /** The shop's only currency, as in ISO 4217. */
    static final String CURRENCY = "EUR";

    /** Characters that any amount needs at most. */
    static final int MAX_CHARS = 21;

    private Money() {}

    /**
     * Writes an amount with two decimals, for example 1990 as {@code 19.90}, flush right.
     *
     * @param minor minor units, 0 or more
     * @param buffer at least {@link #MAX_CHARS} long; its end is overwritten
     * @return index of the first character; the last one is the last of the buffer
     */
    static int formatRight(long minor, char[] buffer) {
        if (minor < 0) {
            throw new IllegalArgumentException("an amount is never negative, but got " + minor);
        }
        int at = buffer.length;
        long rest = minor;
        for (int decimals = 0; decimals < 2; decimals++) {
            buffer[--at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        buffer[--at] = '.';
        do {
            buffer[--at] = (char) ('0' + rest % 10);
            rest /= 10;
        } while (rest != 0);
        return at;
    }
}
