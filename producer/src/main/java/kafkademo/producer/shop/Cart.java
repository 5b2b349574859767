package kafkademo.producer.shop;

import java.util.ArrayList;
import java.util.List;

/** What a shopper has picked so far: at most {@link #MAX_LINES} lines, each of another product. */
final class Cart {
    static final int MAX_LINES = 5;

    private final List<OrderLine> lines = new ArrayList<>(MAX_LINES);

    int size() {
        return lines.size();
    }

    boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Whether a line of this product may still be added. */
    boolean takes(Product product) {
        if (lines.size() == MAX_LINES) {
            return false;
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).product() == product) {
                return false;
            }
        }
        return true;
    }

    /** Adds a line; its product must be one that the cart {@link #takes}. */
    void add(OrderLine line) {
        lines.add(line);
    }

    /** Takes the line at this place out again. */
    OrderLine remove(int place) {
        return lines.remove(place);
    }

    /** Sum of the lines in minor units. */
    long totalMinor() {
        long total = 0;
        for (int i = 0; i < lines.size(); i++) {
            total += lines.get(i).totalMinor();
        }
        return total;
    }

    /** Turns the cart into an order, and leaves it empty. */
    Order order(String orderId, Visit visit) {
        Order order = new Order(orderId, visit, List.copyOf(lines), totalMinor());
        lines.clear();
        return order;
    }

    void clear() {
        lines.clear();
    }
}
