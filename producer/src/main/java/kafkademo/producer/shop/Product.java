package kafkademo.producer.shop;

/**
 * An article of the catalogue. An amount of money is a whole number of cents, so that totals are exact.
 *
 * @param index position in the catalogue, from 0
 * @param id for example {@code sku-1042}
 * @param name as shown to shoppers; any characters
 * @param category for example {@code kitchen}
 * @param priceMinor price of one piece in cents, above 0
 */
public record Product(int index, String id, String name, String category, long priceMinor) {}
