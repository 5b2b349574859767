package kafkademo.producer.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the shop sells. The products and searches are in files beside this class; their order is part of what a seed gives. */
public final class Catalogue {
    /** The currency of all prices, as in ISO 4217. */
    public static final String CURRENCY = "EUR";

    /** All products, best sellers first; a product's index is its place in this list. */
    public static final List<Product> PRODUCTS = products();

    /** What shoppers search for. */
    static final List<Search> SEARCHES =
            lines("searches.txt").stream().map(Catalogue::search).toList();

    /**
     * A search that shoppers make.
     *
     * @param query what they type
     * @param hits the products that it finds, at least one
     */
    public record Search(String query, List<Product> hits) {}

    private Catalogue() {}

    /** Picks one of these products at random; the first ones come up more often. */
    static Product pick(List<Product> products, SplittableRandom random) {
        int size = products.size();
        // Squaring a share between 0 and 1 pulls it towards 0: the first quarter of the list gets half of the demand.
        int drawn = random.nextInt(size);
        return products.get(drawn * drawn / size);
    }

    private static List<Product> products() {
        List<Product> products = new ArrayList<>();
        for (String line : lines("products.csv")) {
            String[] columns = line.split(";"); // name, category, price
            int index = products.size();
            long priceMinor = new BigDecimal(columns[2]).movePointRight(2).longValueExact();
            products.add(new Product(index, "sku-" + (1001 + index), columns[0], columns[1], priceMinor));
        }
        return List.copyOf(products);
    }

    /** A forgiving search: it finds the products with the query in their names or, if there are none, the best sellers. */
    private static Search search(String query) {
        List<Product> hits = PRODUCTS.stream()
                .filter(product -> product.name().toLowerCase(Locale.ROOT).contains(query))
                .toList();
        return new Search(query, hits.isEmpty() ? PRODUCTS.subList(0, 10) : hits);
    }

    private static List<String> lines(String file) {
        try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
