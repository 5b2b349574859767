package kafkademo.producer.shop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What the shop sells: one fixed list, best sellers first. */
public final class Catalogue {
    /** All products; a product's index is its place in this list. */
    public static final List<Product> PRODUCTS = products();

    /** The searches that shoppers make. */
    static final List<Search> SEARCHES = searches();

    private Catalogue() {}

    /** A product at random; best sellers come up more often. */
    static Product pick(SplittableRandom random) {
        return pick(PRODUCTS, random);
    }

    /** One of these products at random; the first come up more often. */
    static Product pick(List<Product> products, SplittableRandom random) {
        int size = products.size();
        // Squaring a share between 0 and 1 pulls it towards 0: the first quarter of the list gets half of the demand.
        int drawn = random.nextInt(size);
        return products.get(drawn * drawn / size);
    }

    private static List<Product> products() {
        List<Product> list = new ArrayList<>();
        add(list, "Wireless earbuds Aria 2", "audio", 79_90);
        add(list, "Café crème beans 1 kg", "grocery", 18_49);
        add(list, "Stainless water bottle 750 ml", "outdoor", 24_95);
        add(list, "USB-C charger 65 W", "electronics", 39_99);
        add(list, "Men's running shoes Tempo", "sport", 109_00);
        add(list, "27\" monitor, 4K", "electronics", 329_00);
        add(list, "Cotton T-shirt, white", "clothing", 14_90);
        add(list, "Yoga mat 6 mm", "sport", 29_50);
        add(list, "Chef's knife 20 cm", "kitchen", 64_00);
        add(list, "LED desk lamp Fjærland", "home", 45_90);
        add(list, "Dark chocolate 85 %", "grocery", 3_49);
        add(list, "Paperback: The Long Winter", "books", 11_99);
        add(list, "Rain jacket Ålesund", "clothing", 89_95);
        add(list, "Mechanical keyboard, brown switches", "electronics", 94_90);
        add(list, "Moka pot, 6 cups", "kitchen", 32_00);
        add(list, "Bluetooth speaker Kiesel", "audio", 59_00);
        add(list, "Jalapeño sauce 250 ml", "grocery", 5_79);
        add(list, "Trekking backpack 45 l", "outdoor", 129_00);
        add(list, "Kids' building blocks, 120 pieces", "toys", 34_99);
        add(list, "Linen duvet cover 200 × 220", "home", 99_00);
        add(list, "Hand cream Édelweiss", "beauty", 8_95);
        add(list, "13\" laptop sleeve", "electronics", 22_50);
        add(list, "Merino socks, 3 pairs", "clothing", 27_00);
        add(list, "Cast-iron skillet 28 cm", "kitchen", 49_90);
        add(list, "Noise-cancelling headphones Ruhe", "audio", 249_00);
        add(list, "Green tea Sencha 100 g", "grocery", 9_20);
        add(list, "Bicycle light set", "sport", 36_95);
        add(list, "Notebook A5, dotted", "stationery", 7_50);
        add(list, "Crème brûlée torch", "kitchen", 28_75);
        add(list, "Board game Die Händler", "toys", 42_00);
        add(list, "Women's cycling gloves", "sport", 31_90);
        add(list, "Camping stove Öland", "outdoor", 74_50);
        add(list, "Power bank 20,000 mAh", "electronics", 54_99);
        add(list, "Scented candle Forêt", "home", 19_95);
        add(list, "Fountain pen Señor M", "stationery", 58_00);
        add(list, "Shampoo bar, rosemary", "beauty", 10_90);
        add(list, "Hoodie, charcoal", "clothing", 54_90);
        add(list, "32\" curved monitor", "electronics", 449_00);
        add(list, "Cookbook: À table!", "books", 29_95);
        add(list, "Espresso machine Piccolo", "kitchen", 389_00);
        add(list, "Headlamp 400 lm", "outdoor", 34_00);
        add(list, "Wooden train set Gotthard", "toys", 69_90);
        add(list, "Olive oil extra vergine 500 ml", "grocery", 12_80);
        add(list, "Wall clock Kraków", "home", 38_00);
        add(list, "Foam roller", "sport", 21_95);
        add(list, "Hair dryer 2,000 W", "beauty", 47_50);
        add(list, "Wool scarf, grey", "clothing", 39_00);
        add(list, "Atlas of the Night Sky", "books", 44_00);
        add(list, "Turntable Vinylist", "audio", 279_00);
        add(list, "Kettlebell 12 kg", "sport", 43_90);
        add(list, "Picnic blanket 2 × 2 m", "outdoor", 26_00);
        add(list, "Watercolours, 24 half pans", "stationery", 33_40);
        add(list, "Smart thermostat", "electronics", 159_00);
        add(list, "Salad spinner", "kitchen", 23_95);
        add(list, "Puzzle Český Krumlov, 1,000 pieces", "toys", 17_99);
        add(list, "Beard oil Smørkjær", "beauty", 16_50);
        add(list, "Floor lamp Arc", "home", 189_00);
        add(list, "Novel: L'Étranger", "books", 9_90);
        add(list, "Tent for two Nordkapp", "outdoor", 299_00);
        add(list, "Studio microphone Wörterwolf", "audio", 139_00);
        return List.copyOf(list);
    }

    private static void add(List<Product> list, String name, String category, long priceMinor) {
        int index = list.size();
        list.add(new Product(index, "sku-" + (1001 + index), name, category, priceMinor));
    }

    private static List<Search> searches() {
        List<Search> list = new ArrayList<>();
        for (String query : List.of(
                "monitor",
                "27\"",
                "lamp",
                "coffee",
                "café",
                "kids' toys",
                "crème",
                "socks",
                "usb-c",
                "gift for him",
                "women's",
                "blanket",
                "knife",
                "head",
                "oil",
                "board game",
                "pen",
                "running shoes",
                "tent",
                "1,000")) {
            list.add(new Search(query, find(query)));
        }
        return List.copyOf(list);
    }

    /** What a forgiving search finds: products named so or, when there are none, the best sellers. */
    private static List<Product> find(String query) {
        List<Product> hits = PRODUCTS.stream()
                .filter(product -> product.name().toLowerCase(Locale.ROOT).contains(query))
                .toList();
        return hits.isEmpty() ? PRODUCTS.subList(0, 10) : hits;
    }
}
