package kafkademo.producer.shop;

/**
 * Amounts of money are a {@code long} number of minor units (cents), so that a total is exactly the sum of its parts. Only a
 * document shows them as decimal numbers.
 */
public final class Money {
    /** The shop's only currency, as in ISO 4217. */
    public static final String CURRENCY = "EUR";

    private Money() {}
}
