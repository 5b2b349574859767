package kafkademo.producer.shop;

import kafkademo.producer.message.JsonWriter;

/**
 * Amounts are held as a {@code long} number of minor units (cents), so that a total is exactly the sum of its parts;
 * they turn into a decimal number only in the document, see {@link JsonWriter#amount}.
 */
public final class Money {
    /** The shop's only currency, as in ISO 4217. */
    public static final String CURRENCY = "EUR";

    private Money() {}
}
