package kafkademo.producer.shop;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** What the shop sells. The products and the searches are files beside this class; their order is part of what a seed gives. */
public final class Catalogue {
    /** All products, best sellers first; a product's index is its place in this list. */
    public static final List<Product> PRODUCTS = products(lines("products.csv"));

    /** The searches that shoppers make. */
    static final List<Search> SEARCHES = lines("searches.txt").stream()
            .map(query -> new Search(query, find(query)))
            .toList();

    private Catalogue() {}

    /** Picks a product at random; best sellers come up more often. */
    static Product pick(SplittableRandom random) {
        return pick(PRODUCTS, random);
    }

    /** Picks one of these products at random; the first come up more often. */
    static Product pick(List<Product> products, SplittableRandom random) {
        int size = products.size();
        // Squaring a share between 0 and 1 pulls it towards 0: the first quarter of the list gets half of the demand.
        int drawn = random.nextInt(size);
        return products.get(drawn * drawn / size);
    }

    /** Each line is {@code name;category;price}. */
    private static List<Product> products(List<String> lines) {
        return IntStream.range(0, lines.size())
                .mapToObj(index -> product(index, lines.get(index).split(";")))
                .toList();
    }

    private static Product product(int index, String[] columns) {
        long priceMinor = new BigDecimal(columns[2]).movePointRight(2).longValueExact();
        return new Product(index, "sku-" + (1001 + index), columns[0], columns[1], priceMinor);
    }

    /** A forgiving search: it finds the products that have the query in their names or, if there are none, the best sellers. */
    private static List<Product> find(String query) {
        List<Product> hits = PRODUCTS.stream()
                .filter(product -> product.name().toLowerCase(Locale.ROOT).contains(query))
                .toList();
        return hits.isEmpty() ? PRODUCTS.subList(0, 10) : hits;
    }

    private static List<String> lines(String file) {
        try (InputStream in = Catalogue.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
