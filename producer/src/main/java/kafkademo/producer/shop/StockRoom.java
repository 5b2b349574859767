package kafkademo.producer.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import kafkademo.producer.shop.Details.StockChanged;

/** How many pieces of each product are in stock. */
final class StockRoom {
    /** A product below this level is reordered. */
    static final int REORDER_LEVEL = 5;

    // Even with everything reserved put back, a low product is below the lowest target.
    private static final int MIN_TARGET = 30;
    private static final int MAX_TARGET = 60;

    private final int[] targets = new int[Catalogue.PRODUCTS.size()];
    private final int[] levels = new int[Catalogue.PRODUCTS.size()];

    /** The products to reorder, in no particular order. */
    private final List<Product> low = new ArrayList<>();

    /** A stock room that has been in use for a while: no product is below its reorder level. */
    StockRoom(SplittableRandom random) {
        for (int i = 0; i < levels.length; i++) {
            targets[i] = random.nextInt(MIN_TARGET, MAX_TARGET + 1);
            levels[i] = random.nextInt(REORDER_LEVEL, targets[i] + 1);
        }
    }

    /** Whether there are enough pieces for a line of an order. */
    boolean has(OrderLine line) {
        return levels[line.product().index()] >= line.quantity();
    }

    /**
     * Takes pieces out of the stock, or puts them back.
     *
     * @param change pieces: negative to take them, which must be there
     * @param order the order that they are for
     */
    StockChanged change(Product product, int change, Order order) {
        int level = levels[product.index()] + change;
        if (level < 0) {
            throw new IllegalStateException("not enough of " + product.id() + " in stock: " + level);
        }
        levels[product.index()] = level;
        if (level < REORDER_LEVEL && !low.contains(product)) {
            low.add(product);
        }
        return new StockChanged(product, change, level, order);
    }

    /** Whether any product is to be reordered. */
    boolean isLow() {
        return !low.isEmpty();
    }

    /** One of the products to reorder; there must be one. */
    Product lowProduct(SplittableRandom random) {
        return low.get(random.nextInt(low.size()));
    }

    /** Fills a low product up to its target. */
    StockChanged replenish(Product product) {
        // The last one takes the place of the one that goes.
        Collections.swap(low, low.indexOf(product), low.size() - 1);
        low.remove(low.size() - 1);
        return change(product, targets[product.index()] - levels[product.index()], null);
    }
}
