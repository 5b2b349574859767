package kafkademo.producer.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** How many pieces of each product are there. No level ever falls below zero. */
final class StockRoom {
    /** Below this level a product is reordered. */
    static final int REORDER_LEVEL = 5;

    // Even after everything reserved was released again, a low product is below the least target.
    private static final int MIN_TARGET = 30;
    private static final int MAX_TARGET = 60;

    private final int[] targets;
    private final int[] levels;

    /** Indexes of the products to reorder, in no particular order. */
    private final List<Integer> low = new ArrayList<>();

    /** A stock room that has been in use for a while: each product is somewhere above its reorder level. */
    StockRoom(int products, SplittableRandom random) {
        targets = new int[products];
        levels = new int[products];
        for (int i = 0; i < products; i++) {
            targets[i] = random.nextInt(MIN_TARGET, MAX_TARGET + 1);
            levels[i] = random.nextInt(REORDER_LEVEL, targets[i] + 1);
        }
    }

    /** Whether so many pieces are there. */
    boolean has(Product product, int quantity) {
        return levels[product.index()] >= quantity;
    }

    /** Sets pieces aside for an order, which must be there; returns the level after. */
    int reserve(Product product, int quantity) {
        int index = product.index();
        if (levels[index] < quantity) {
            throw new IllegalStateException(
                    "only " + levels[index] + " of " + product.id() + " in stock, not " + quantity);
        }
        levels[index] -= quantity;
        if (levels[index] < REORDER_LEVEL && !low.contains(index)) {
            low.add(index);
        }
        return levels[index];
    }

    /** Puts reserved pieces back; returns the level after. */
    int release(Product product, int quantity) {
        return levels[product.index()] += quantity;
    }

    /** Whether any product fell below its reorder level and was not replenished since. */
    boolean isLow() {
        return !low.isEmpty();
    }

    /** One of the products to reorder; there must be one. */
    int lowProduct(SplittableRandom random) {
        return low.get(random.nextInt(low.size()));
    }

    /** Fills a low product up to its target level; returns how many pieces came. */
    int replenish(int index) {
        // The last one takes the place of the one that goes.
        Collections.swap(low, low.indexOf(index), low.size() - 1);
        low.remove(low.size() - 1);
        int change = targets[index] - levels[index];
        levels[index] = targets[index];
        return change;
    }

    /** Pieces of the product that are there now. */
    int level(int index) {
        return levels[index];
    }
}
